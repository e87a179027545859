"""The schemas beside the data match the models, so that editors and checks agree."""

from __future__ import annotations

import json
from pathlib import Path

from dossier.parser.source import schemas
from tests.support import Site

SOURCE = Path(__file__).parents[2] / "source"


def test_the_schemas_beside_the_data_are_up_to_date() -> None:
    stale = [path.name for path, text in schemas(SOURCE).items() if not path.exists() or path.read_text() != text]
    assert stale == [], "run `make schemas`, which runs `python -m dossier schemas`"


def test_every_field_is_described() -> None:
    models = [
        (path.name, model)
        for path, text in schemas(SOURCE).items()
        for model in (json.loads(text), *json.loads(text).get("$defs", {}).values())
    ]
    bare = [
        (name, field) for name, model in models for field, of in model.get("properties", {}).items() if "description" not in of
    ]
    assert bare == []


def test_every_data_file_names_its_schema() -> None:
    for path in SOURCE.rglob("*.yaml"):
        schema = path.read_text().splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).is_file(), f"{path.name}: its first line names no schema that is there"


def test_the_command_writes_the_schema_of_each_data_file_beside_it(ports: Site) -> None:
    assert ports.command("schemas", "--source", "source").status == 0
    for name in ("report", "passages", "events"):
        schema = json.loads((ports.folder / f"source/{name}.schema.json").read_text())
        assert (schema["type"], schema["additionalProperties"]) == ("object", False)


def test_a_folder_in_the_way_of_a_schema_is_told(ports: Site) -> None:
    ports.write("source/report.schema.json/a", "")
    done = ports.command("schemas", "--source", "source")
    said = "dossier: source/report.schema.json: Is a directory; remove what is in the way, or make it writable\n"
    assert (done.status, done.err) == (1, said)
