"""The JSON Schemas beside the data files agree with the models."""

from __future__ import annotations

import json
from pathlib import Path

from dossier.parser.source import schemas
from tests.support import Site

SOURCE = Path(__file__).parents[2] / "source"


def test_schemas_are_up_to_date() -> None:
    stale = [path.name for path, text in schemas(SOURCE).items() if not path.exists() or path.read_text() != text]
    assert stale == [], "run `make schemas`, which runs `python -m dossier schemas`"


def test_all_fields_have_descriptions() -> None:
    models = [
        (path.name, model)
        for path, text in schemas(SOURCE).items()
        for model in (json.loads(text), *json.loads(text).get("$defs", {}).values())
    ]
    undescribed = [
        (name, field) for name, model in models for field, of in model.get("properties", {}).items() if "description" not in of
    ]
    assert undescribed == []


def test_data_files_name_their_schemas() -> None:
    for path in SOURCE.rglob("*.yaml"):
        schema = path.read_text().splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).is_file(), f"{path.name}: its first line does not name an existing schema"


def test_command_writes_schemas_beside_data_files(ports: Site) -> None:
    assert ports.command("schemas", "--source", "source").status == 0
    for name in ("report", "passages", "events"):
        schema = json.loads((ports.folder / f"source/{name}.schema.json").read_text())
        assert (schema["type"], schema["additionalProperties"]) == ("object", False)


def test_folder_in_place_of_schema_is_reported(ports: Site) -> None:
    ports.write("source/report.schema.json/a", "")
    outcome = ports.command("schemas", "--source", "source")
    message = "dossier: source/report.schema.json: Is a directory; remove what is in the way, or make it writable\n"
    assert (outcome.status, outcome.err) == (1, message)
