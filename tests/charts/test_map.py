"""The map leads to every entry, takes no position on boundaries, and says so wherever it is shown."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from bs4 import Tag

from tests.support import Outcome, Site, text_of

PROJECT = Path(__file__).parents[2]


def test_each_area_leads_to_its_entry(pictures: dict[str, Tag]) -> None:
    areas = {str(area["data-entry"]): (str(area["href"]), str(area["aria-label"])) for area in pictures["map"].select("a.area")}
    assert areas == {
        "lower-river": ("regions/lower-river.html", "Lower river: 2 findings"),
        "upper-river": ("regions/upper-river.html", "Upper river: 1 finding"),
    }


def test_each_area_has_its_name_on_it(pictures: dict[str, Tag]) -> None:
    names = [" ".join(part.text for part in name.select("tspan")) for name in pictures["map"].select(".names text")]
    assert names == ["Lower river\u00a02", "Upper river\u00a01"]


def test_a_whole_counts_the_findings_of_its_parts(drawn: Site) -> None:
    drawn.edit("source/map.yaml", "elsewhere: [river]\n", "- entry: river\n  label: [5, 5]\n")
    drawn.edit("source/shapes.json", '"id": "land"', '"id": "river"')
    whole = drawn.build(only="drawn").page("drawn").select_one("a.area.whole")
    assert whole["aria-label"] == "The whole river: 4 findings, with its 2 parts"


def test_areas_that_belong_together_share_a_tone(pictures: dict[str, Tag]) -> None:
    groups = [[str(area["data-entry"]) for area in group.select("a.area")] for group in pictures["map"].select(".group")]
    assert groups == [["lower-river", "upper-river"]], "both are parts of the whole river"


def test_a_name_that_would_cover_another_on_a_phone_stands_only_in_the_list(drawn: Site) -> None:
    drawn.edit("source/map.yaml", "label: [8, 8]", "label: [2.5, 2]")
    figure = drawn.build(only="drawn").page("drawn").select_one("figure.picture-map")
    assert [text_of(name) for name in figure.select(".names text:not(.wide)")] == ["Lowerriver 2", "1"]
    assert [text_of(item) for item in figure.select(".map-list li")] == ["Lower river 2", "The whole river 4", "Upper river 1"]


def test_the_table_has_every_entry_with_and_without_an_area(pictures: dict[str, Tag]) -> None:
    rows = [[text_of(cell) for cell in row.select("th, td")] for row in pictures["map"].select("tbody tr")]
    assert rows == [
        ["Lower river", "The whole river", "2"],
        ["The whole river", "", "4"],
        ["Upper river", "The whole river", "1"],
    ]


def test_every_map_carries_the_note_and_the_source(pictures: dict[str, Tag]) -> None:
    assert text_of(pictures["map"].select_one(".picture-note")) == "Shapes and names imply no opinion on boundaries."
    said = "Source: Drawn by the Gauge Office. Data: entries.csv. Link to this picture."
    assert text_of(pictures["map"].select_one(".picture-source")) == said


@pytest.mark.parametrize("field", ["note", "source"])
def test_a_map_without_its_note_or_its_source_is_refused(drawn: Site, field: str) -> None:
    text = (drawn.folder / "source/map.yaml").read_text()
    drawn.write("source/map.yaml", re.sub(rf"^{field}: .*\n", "", text, flags=re.MULTILINE))
    assert drawn.check() == Outcome(1, "", f"source/map.yaml:1: [schema] there is no “{field}”; add it\n")
    drawn.write("source/map.yaml", re.sub(rf"^{field}: .*", f"{field}: ' '", text, flags=re.MULTILINE))
    assert [line.split("]")[0] for line in drawn.check().lines] == [f"source/map.yaml:{5 - (field == 'note')}: [schema"]


def test_a_map_of_an_unknown_kind_is_refused_once(drawn: Site) -> None:
    drawn.edit("source/map.yaml", "kind: region", "kind: regions")
    said = "source/map.yaml:1: [map-areas] there is no kind of entry “regions”; did you mean “region”?"
    assert [line for line in drawn.check().lines if "map.yaml" in line] == [said]


def test_shapes_that_cannot_be_read_are_named(drawn: Site) -> None:
    drawn.write("source/shapes.json", '{"type": "FeatureCollection"}')
    said = "source/shapes.json:1: [schema] there is no “features”; add it\n"
    assert drawn.check() == Outcome(1, "", said)
    shape = '{"id": "land", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [0, 0]]]}}'
    drawn.write("source/shapes.json", f'{{"features": [{shape}]}}')
    said = "source/shapes.json:1: [schema] features.land.geometry.type: “Polygon” is not an allowed value; use “MultiPolygon”\n"
    assert drawn.check() == Outcome(1, "", said)


def test_no_area_touches_another_on_the_map_of_the_project(tmp_path: Path) -> None:
    """The areas have gaps between them, so that no edge can be taken for a boundary."""
    from dossier.parser.source import read_shapes

    map_ = yaml.safe_load((PROJECT / "source/map.yaml").read_text())
    shapes = read_shapes(PROJECT / "source" / map_["shapes"])
    corners: dict[tuple[float, float], str] = {}
    for area in map_["areas"]:
        for point in (point for polygon in shapes[area["entry"]] for ring in polygon for point in ring):
            assert corners.setdefault(point, area["entry"]) == area["entry"], (
                f"{area['entry']} and {corners[point]} meet at {point}"
            )


def test_no_country_is_in_two_areas_of_the_map_of_the_project() -> None:
    map_ = yaml.safe_load((PROJECT / "source/map.yaml").read_text())
    codes = [code for area in map_["areas"] for code in area["members"]]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize(
    ("frame", "told"),
    [
        ("[0, 20, 10, 30]", "7: [map-areas] the shape of “lower-river” is outside the frame"),
        ("[0, 20, 10, 100]", "3: [schema] frame: it runs backwards, or beyond a pole"),
    ],
)
def test_a_wrong_frame_is_told_once(drawn: Site, frame: str, told: str) -> None:
    drawn.edit("source/map.yaml", "frame: [0, 0, 10, 10]", f"frame: {frame}")
    told_of_map = [line.partition("; ")[0] for line in drawn.check().lines if line.startswith("source/map.yaml")]
    assert told_of_map == [f"source/map.yaml:{told}"]
