"""The map: links to entries, labels, the disclaimer on boundaries, and validation of its data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from bs4 import Tag

from tests.support import Outcome, Site, text_of

PROJECT = Path(__file__).parents[2]


def test_area_links_to_its_entry(pictures: dict[str, Tag]) -> None:
    areas = {str(area["data-entry"]): (str(area["href"]), str(area["aria-label"])) for area in pictures["map"].select("a.area")}
    assert areas == {
        "lower-river": ("regions/lower-river.html", "Lower river: 2 findings"),
        "upper-river": ("regions/upper-river.html", "Upper river: 1 finding"),
    }


def test_area_is_labelled_with_name_and_count(pictures: dict[str, Tag]) -> None:
    names = [" ".join(part.text for part in name.select("tspan")) for name in pictures["map"].select(".names text")]
    assert names == ["Lower river\u00a02", "Upper river\u00a01"]


def test_area_with_parts_counts_their_findings(drawn: Site) -> None:
    drawn.edit("source/map.yaml", "elsewhere: [river]\n", "- entry: river\n  label: [5, 5]\n")
    drawn.edit("source/shapes.json", '"id": "land"', '"id": "river"')
    whole = drawn.build(only="drawn").page("drawn").select_one("a.area.whole")
    assert whole["aria-label"] == "The whole river: 4 findings, with its 2 parts"


def test_areas_with_same_parent_share_colour_group(pictures: dict[str, Tag]) -> None:
    groups = [[str(area["data-entry"]) for area in group.select("a.area")] for group in pictures["map"].select(".group")]
    assert groups == [["lower-river", "upper-river"]], "both are parts of the river"


def test_overlapping_label_is_hidden_on_narrow_screens(drawn: Site) -> None:
    drawn.edit("source/map.yaml", "label: [8, 8]", "label: [2.5, 2]")
    figure = drawn.build(only="drawn").page("drawn").select_one("figure.picture-map")
    assert [text_of(name) for name in figure.select(".names text:not(.wide)")] == ["Lowerriver 2", "1"]
    assert [text_of(item) for item in figure.select(".map-list li")] == ["Lower river 2", "The whole river 4", "Upper river 1"]


def test_table_has_every_entry_with_or_without_area(pictures: dict[str, Tag]) -> None:
    rows = [[text_of(cell) for cell in row.select("th, td")] for row in pictures["map"].select("tbody tr")]
    assert rows == [
        ["Lower river", "The whole river", "2"],
        ["The whole river", "", "4"],
        ["Upper river", "The whole river", "1"],
    ]


def test_map_has_disclaimer_and_source(pictures: dict[str, Tag]) -> None:
    assert text_of(pictures["map"].select_one(".picture-note")) == "Shapes and names imply no opinion on boundaries."
    expected = "Source: Drawn by the Gauge Office. Data: entries.csv. Link to this picture."
    assert text_of(pictures["map"].select_one(".picture-source")) == expected


@pytest.mark.parametrize("field", ["note", "source"])
def test_map_without_disclaimer_or_source_is_refused(drawn: Site, field: str) -> None:
    text = (drawn.folder / "source/map.yaml").read_text()
    drawn.write("source/map.yaml", re.sub(rf"^{field}: .*\n", "", text, flags=re.MULTILINE))
    assert drawn.check() == Outcome(1, "", f"source/map.yaml:1: [schema] there is no “{field}”; add it\n")
    drawn.write("source/map.yaml", re.sub(rf"^{field}: .*", f"{field}: ' '", text, flags=re.MULTILINE))
    assert [line.split("]")[0] for line in drawn.check().lines] == [f"source/map.yaml:{5 - (field == 'note')}: [schema"]


def test_unknown_kind_of_map_is_reported_once(drawn: Site) -> None:
    drawn.edit("source/map.yaml", "kind: region", "kind: regions")
    expected = "source/map.yaml:1: [map-areas] there is no kind of entry “regions”; did you mean “region”?"
    assert [line for line in drawn.check().lines if "map.yaml" in line] == [expected]
    drawn.build(only="drawn")


def test_lack_of_land_is_reported(drawn: Site) -> None:
    drawn.edit("source/shapes.json", '"id": "land"', '"id": "Land"')
    expected = "source/map.yaml:2: [map-areas] shapes.json has no shape “land”; add it, or correct its id"
    assert [line for line in drawn.check().lines if "map.yaml" in line] == [expected]


def test_invalid_shapes_are_reported(drawn: Site) -> None:
    drawn.write("source/shapes.json", '{"type": "FeatureCollection"}')
    expected = "source/shapes.json:1: [schema] there is no “features”; add it\n"
    assert drawn.check() == Outcome(1, "", expected)
    shape = '{"id": "land", "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [0, 0]]]}}'
    drawn.write("source/shapes.json", f'{{"features": [{shape}]}}')
    expected = (
        "source/shapes.json:1: [schema] features.land.geometry.type: “Polygon” is not an allowed value; use “MultiPolygon”\n"
    )
    assert drawn.check() == Outcome(1, "", expected)


def test_areas_of_this_site_do_not_touch(tmp_path: Path) -> None:
    """Areas have gaps between them, so that no edge can be mistaken for a boundary."""
    from dossier.parser.source import read_shapes

    map_ = yaml.safe_load((PROJECT / "source/map.yaml").read_text())
    shapes = read_shapes(PROJECT / "source" / map_["shapes"])
    corners: dict[tuple[float, float], str] = {}
    for area in map_["areas"]:
        for point in (point for polygon in shapes[area["entry"]] for ring in polygon for point in ring):
            assert corners.setdefault(point, area["entry"]) == area["entry"], (
                f"{area['entry']} and {corners[point]} meet at {point}"
            )


def test_no_country_is_in_two_areas_of_this_site() -> None:
    map_ = yaml.safe_load((PROJECT / "source/map.yaml").read_text())
    codes = [code for area in map_["areas"] for code in area["members"]]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize(
    ("frame", "problem"),
    [
        ("[0, 20, 10, 30]", "7: [map-areas] the shape of “lower-river” is outside the frame"),
        ("[0, 20, 10, 100]", "3: [schema] frame: it runs backwards, or beyond a pole"),
    ],
)
def test_invalid_frame_is_reported_once(drawn: Site, frame: str, problem: str) -> None:
    drawn.edit("source/map.yaml", "frame: [0, 0, 10, 10]", f"frame: {frame}")
    reported = [line.partition("; ")[0] for line in drawn.check().lines if line.startswith("source/map.yaml")]
    assert reported == [f"source/map.yaml:{problem}"]
