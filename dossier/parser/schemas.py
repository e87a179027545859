"""The JSON Schemas of the data files, by which an editor completes and checks them."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from dossier.model.house_style import Style, WaiverFile
from dossier.model.map import Map
from dossier.model.publication import Dataset, Ledger
from dossier.model.release import Release
from dossier.model.source import EventFile, PassageFile, Report

MODELS: dict[str, type[BaseModel]] = {
    "dataset": Dataset,
    "events": EventFile,
    "exceptions": WaiverFile,
    "ledger": Ledger,
    "map": Map,
    "passages": PassageFile,
    "release": Release,
    "report": Report,
    "style": Style,
}


def schemas(folder: Path) -> dict[Path, str]:
    """The text of each schema, by the path where it belongs."""
    return {
        folder / f"{name}.schema.json": json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
        for name, model in MODELS.items()
    }
