"""The exported data: files, data package, schemas, and updates after changes."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from dossier.export.files import FORMATS, Format
from dossier.export.tables import Column
from dossier.model.site import use
from tests.support import Built, Site, links

DATASET = """\
name: river-ports
title: River ports
description: What the digest says of the river ports.
licence: {name: CC0-1.0, title: CC0, path: 'https://creativecommons.org/publicdomain/zero/1.0/'}
contributors:
- title: The harbour watch
"""
ADDRESS = "https://ports.example/"
DOCS = Path(__file__).parents[2] / "docs"
TABLES = ("findings", "passages", "entries", "figures", "events", "reports", "estimates", "references", "changes")
small_site_group = pytest.mark.xdist_group("files of a small site")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, dict[str, bytes]]:
    """The released report on river ports with a base URL, and the files that its first build exported."""
    use("un")
    site = Site(tmp_path_factory.mktemp("shared"), "test-ports")
    site.write("source/dataset.yaml", DATASET)
    site.command("release", "1.0", "--date", "2032-01-01", "--pages", "pages", "--source", "source")
    return site, read_exported_files(site.build(only="index", html_baseurl=ADDRESS))


@pytest.fixture(scope="module")
def package(shared: tuple[Site, dict[str, bytes]]) -> dict[str, Any]:
    """The data package of these files."""
    return dict(json.loads(shared[1]["datapackage.json"]))


@pytest.fixture(scope="session")
def exported(whole_site: Built) -> Path:
    """The folder of the exported data of this site."""
    return whole_site.folder / "data"


def read_package(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "datapackage.json").read_text()))


def read_csv(folder: Path, resource: dict[str, Any]) -> list[dict[str, Any]]:
    """Read a CSV file, with each value converted to the type of its column."""
    rows = csv.DictReader(io.StringIO((folder / resource["path"]).read_text(), newline=""))
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    return [{name: parse_value(text, fields[name]) for name, text in row.items()} for row in rows]


def parse_value(text: str, field: dict[str, Any]) -> Any:
    if field["type"] == "list":
        return text.split(field["delimiter"]) if text else []
    if field["type"] in ("array", "object"):
        return json.loads(text) if text else []
    if not text:
        return "" if field["type"] == "string" else None
    readers = {
        "integer": int,
        "number": lambda number: json.loads(number),
        "boolean": lambda truth: {"true": True, "false": False}[truth],
    }
    return readers.get(field["type"], str)(text)


def test_nine_tables_are_exported_in_two_formats_with_data_package(exported: Path) -> None:
    names = {path.name for path in exported.iterdir() if path.is_file() and path.suffix != ".html"}
    assert names == {f"{table}.{suffix}" for table in TABLES for suffix in ("csv", "json")} | {"datapackage.json"}


def test_data_package_has_size_and_checksum_of_each_file(exported: Path) -> None:
    resources = read_package(exported)["resources"]
    assert len(resources) == 2 * len(TABLES)
    for resource in resources:
        content = (exported / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert resource.get("bytes", len(content)) == len(content)
        assert content.endswith(b"\n")


def test_data_package_describes_columns_and_counts_rows(exported: Path) -> None:
    for resource in read_package(exported)["resources"]:
        if resource["format"] == "csv":
            rows = read_csv(exported, resource)
            names = [field["name"] for field in resource["schema"]["fields"]]
            assert (len(rows), list(rows[0])) == (resource["rows"], names)
            assert all(re.fullmatch(r"[A-Z].+\.", field["description"]) for field in resource["schema"]["fields"])


def test_primary_keys_are_unique(exported: Path) -> None:
    for resource in read_package(exported)["resources"]:
        if resource["format"] == "csv":
            keys = [tuple(row[name] for name in resource["schema"]["primaryKey"]) for row in read_csv(exported, resource)]
            assert all(all(key) for key in keys)
            assert len(set(keys)) == len(keys)


def test_values_satisfy_enum_constraints(exported: Path) -> None:
    limited = set()
    for resource in read_package(exported)["resources"]:
        for field in resource.get("schema", {}).get("fields", ()):
            if (allowed := field.get("constraints", {}).get("enum")) and resource["format"] == "csv":
                limited.add(field["name"])
                assert {row[field["name"]] for row in read_csv(exported, resource)} <= {*allowed, ""}  # empty: no value
    assert limited >= {"support", "qualifier"}


def test_csv_and_json_have_same_records(exported: Path) -> None:
    for resource in read_package(exported)["resources"]:
        if resource["format"] == "csv":
            records = json.loads((exported / resource["path"]).with_suffix(".json").read_text())
            rows = read_csv(exported, resource)
            assert [remove_empty_values(row) for row in rows] == [remove_empty_values(record) for record in records]


def remove_empty_values(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}


def test_mappings_are_json_objects_in_both_formats(exported: Path) -> None:
    names = {entry["id"]: entry["synonyms"] for entry in json.loads((exported / "entries.json").read_text())}
    assert all(isinstance(synonyms, dict) for synonyms in names.values()) and any(names.values())
    for path in exported.glob("*.csv"):
        assert not [cell for row in csv.reader(path.read_text().splitlines()) for cell in row if cell.startswith(("{'", "[("))]


def test_documentation_names_each_format() -> None:
    names = [form.name.upper() for form in FORMATS]
    page, guide = ((DOCS / name).read_text() for name in ("data/downloads.md", "contributing/use-for-another-report.md"))
    assert f"as {' and '.join(names)}" in page and f"as {' and '.join(names)}" in guide
    assert sorted(re.findall(r"^- An? (\w+) file", page, re.MULTILINE)) == sorted(names)


def test_schemas_of_csv_and_json_agree(exported: Path) -> None:
    resources = {resource["path"]: resource for resource in read_package(exported)["resources"]}
    for name in TABLES:
        as_csv, as_json = resources[f"{name}.csv"], resources[f"{name}.json"]
        assert as_csv["rows"] == as_json["rows"] == len(json.loads((exported / as_json["path"]).read_text()))
        described = [{**field, "type": field["type"].replace("list", "array")} for field in as_csv["schema"]["fields"]]
        assert [{k: v for k, v in field.items() if k != "delimiter"} for field in described] == as_json["schema"]["fields"]


def test_foreign_keys_refer_to_existing_rows(exported: Path) -> None:
    resources = {resource["name"]: resource for resource in read_package(exported)["resources"]}
    keys = [(name, key) for name, resource in resources.items() for key in resource["schema"].get("foreignKeys", ())]
    assert keys
    for name, key in keys:
        rows = json.loads((exported / resources[name]["path"]).with_suffix(".json").read_text())
        known = json.loads((exported / resources[key["reference"]["resource"]]["path"]).with_suffix(".json").read_text())
        (field,) = key["fields"]
        assert {row[field] for row in rows if row[field]} <= {row["id"] for row in known}


@small_site_group
def test_data_package_has_homepage_and_last_release(shared: tuple[Site, dict[str, bytes]], package: dict[str, Any]) -> None:
    assert (package["version"], package["created"]) == ("1.0", "2032-01-01T00:00:00Z")
    assert package["homepage"] == ADDRESS
    site, files = shared
    assert json.loads(files["releases/1.0.json"]) == json.loads((site.folder / "source/releases/1.0.json").read_text())


@small_site_group
def test_data_package_has_licence_and_sources(package: dict[str, Any]) -> None:
    assert [licence["name"] for licence in package["licenses"]] == ["CC0-1.0"]
    assert package["contributors"] == [{"title": "The harbour watch"}]
    assert len(package["sources"]) == 2


def test_checksum_of_finding_is_that_of_its_text(exported: Path) -> None:
    for finding in json.loads((exported / "findings.json").read_text()):
        assert finding["sha256"] == hashlib.sha256(finding["text"].encode()).hexdigest()


def test_addresses_that_must_not_be_linked_are_not_exported(exported: Path) -> None:
    bibliography = Path(__file__).parents[2] / "source/references.bib"
    entries = bibliography.read_text().split("\n@")
    hidden = [re.search(r"url = \{(.*?)\}", entry) for entry in entries if "link = {false}" in entry]
    addresses = [found[1] for found in hidden if found]
    text = (exported / "references.json").read_text()
    assert addresses
    assert [address for address in addresses if f'"{address}"' in text] == []


def read_exported_files(built: Built) -> dict[str, bytes]:
    folder = built.folder / "data"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@small_site_group
def test_only_changed_files_are_written_and_stale_ones_deleted(
    shared: tuple[Site, dict[str, bytes]],
) -> None:
    site, _ = shared
    folder = site.folder / "built/html/data"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    gone = folder / "findings/pillars/retired.csv"
    gone.write_text("")
    site.edit("source/events.yaml", "title: ", "title: About ")
    site.build(only="index", html_baseurl=ADDRESS)
    changed = {path.name for path in folder.iterdir() if path.is_file() and path.stat().st_mtime_ns != before[path.name]}
    assert changed == {"events.csv", "events.json", "changes.csv", "changes.json", "datapackage.json"}
    assert not gone.exists(), "no finding bears on the entry any more"


def test_files_of_removed_format_are_deleted(rebuilt_ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    rebuilt_ports.write("pages/data/index.md", "# Data\n")
    rebuilt_ports.write("extra/data/kept.txt", "Kept.")
    before = read_exported_files(rebuilt_ports.build(only="data/index", html_extra_path=["../extra"]))
    with monkeypatch.context() as patched:
        patched.setattr("dossier.export.files.FORMATS", (*FORMATS, Format("txt", "text/plain", lambda table: b"text")))
        patched.setattr("dossier.html.incremental.code_version", lambda: 1)
        assert "events.txt" in read_exported_files(rebuilt_ports.build(only="data/index", html_extra_path=["../extra"]))
    assert read_exported_files(rebuilt_ports.build(only="data/index", html_extra_path=["../extra"])) == before
    assert {"index.html", "kept.txt", "events.csv"} < before.keys()


@small_site_group
def test_file_of_entry_has_findings_that_bear_on_it(shared: tuple[Site, dict[str, bytes]]) -> None:
    _, files = shared
    all_findings = list(csv.DictReader(io.StringIO(files["findings.csv"].decode(), newline="")))
    entry_findings = list(csv.DictReader(io.StringIO(files["findings/actors/harbour-board.csv"].decode(), newline="")))
    assert entry_findings == [row for row in all_findings if "harbour-board" in row["actors"].split("; ")]
    assert {row["page"] for row in entry_findings} - {"actors/harbour-board"}, "findings on other pages bear on it"


def test_entry_page_links_to_file_of_its_findings(whole_site: Built, exported: Path) -> None:
    rows = list(csv.DictReader(io.StringIO((exported / "findings/regions/west-africa.csv").read_text(), newline="")))
    assert links(whole_site.page("regions/west-africa").select_one(".way .tools")) == [
        ("Search within West Africa", "../search.html?region=west-africa"),
        ("Cite this page", "#cite-this-page"),
        (f"Download the data of {len(rows)} findings (CSV)", "../data/findings/regions/west-africa.csv"),
    ]


def test_data_package_without_dataset_file_has_title_of_report_and_no_licence(built_ports: Built) -> None:
    package = json.loads((built_ports.folder / "data/datapackage.json").read_text())
    assert (package["name"], package["title"]) == ("rp-2031-7", "Report on the state of the river ports")
    assert not {"licenses", "contributors", "description"} & package.keys()


def test_whole_numbers_have_no_decimals_within_lists_and_objects() -> None:
    column = Column("sizes", "Sizes.", lambda record: [{"size": record}, record])
    assert json.dumps(column.of(5.0)) == '[{"size": 5}, 5]'
