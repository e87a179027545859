"""The JSON Schemas of the data files, by which an editor completes and checks them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from dossier.model.house_style import Style, WaiverFile
from dossier.model.map import Map
from dossier.model.publication import Dataset, Ledger
from dossier.model.release import Release
from dossier.model.series import Series
from dossier.model.source import SETTING, EventFile, PassageFile, Report
from dossier.parser.yaml import read_yaml

MODELS: dict[str, type[BaseModel]] = {
    "dataset": Dataset,
    "events": EventFile,
    "exceptions": WaiverFile,
    "ledger": Ledger,
    "map": Map,
    "passages": PassageFile,
    "release": Release,
    "report": Report,
    "series": Series,
    "style": Style,
}


def schemas(folder: Path) -> dict[Path, str]:
    """The text of each schema, by the path where it belongs; words that the report sets are those of the report there."""
    report, _ = read_yaml(folder / "report.yaml", Report)
    return {
        folder / f"{name}.schema.json": json.dumps(_with_words(model.model_json_schema(), report), indent=2, ensure_ascii=False)
        + "\n"
        for name, model in MODELS.items()
    }


def _with_words(schema: Any, report: Report) -> Any:
    """A schema with the words that the report sets in place of the name of each setting."""
    if isinstance(schema, list):
        return [_with_words(item, report) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _with_words(item, report) for name, item in schema.items() if name != SETTING}
    return {**made, "enum": list(getattr(report, schema[SETTING]))} if SETTING in schema else made
