"""Fixtures: the report on river ports with a map and a chart of every kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bs4 import Tag

from tests.support import Built, Site, kept, restored

MAP = """\
kind: region
shapes: shapes.json
frame: [0, 0, 10, 10]
note: Shapes and names imply no opinion on boundaries.
source: Drawn by the Gauge Office.
areas:
- entry: lower-river
  label: [2, 2]
  members:
    '001': Lower reaches
- entry: upper-river
  label: [8, 8]
  members:
    '002': Upper reaches
elsewhere: [river]
"""

FIGURES = """\
  - id: upstream-barges
    subject: barges handled upstream
    min: 1000
    max: 2500
    unit: barges
    qualifier: estimate
    as_of: '2030'
  - id: idle-barges
    subject: barges that lay idle
    max: 900
    unit: barges
    qualifier: up to
    as_of: '2030'
  - id: towed-barges
    subject: barges that were towed
    min: 300
    unit: barges
    qualifier: at least
    as_of: '2030'
  - id: night-share
    subject: share of barges that came by night
    value: 12
    unit: per cent
    as_of: '2030'
"""

EVENTS = """\
- id: old-quay
  date: '2028'
  title: An old quay falls
  text: It fell.
  kind: threat
  passages: [LOW-1]
  evidence: [gauge-office-2031-05]
- id: count-begins
  date: 2029-07
  title: The count <begins> & goes on
  text: It began.
  kind: response
  passages: [LOW-1]
  evidence: [gauge-office-2031-05]
- id: count-ends
  date: 2029-07-15
  title: The count ends
  text: It ended.
  kind: response
  passages: [LOW-1]
  evidence: [gauge-office-2031-05]
"""

PAGE = """\
# Drawn

:::{map} The reaches
:summary: Each leads to its page.
:::

:::{range-chart} Barges
:summary: About 4,000 barges were handled at Ostrel.
ostrel-barges: Handled at Ostrel & <elsewhere>, as far as anybody has counted
upstream-barges: Handled upstream
idle-barges: Idle
towed-barges: Towed
night-share: By night
:::

:::{event-chart} What happened when
:summary: Most of it happened early.
:::

:::{heat-map} Where they meet
:summary: Few meet.
:rows: region
:columns: pillar
:::

:::{timeline}
:::
"""


def make_square(id: str, west: float, south: float, east: float, north: float) -> dict[str, object]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "id": id, "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": [[ring]]}}


def draw(site: Site) -> Site:
    """Add a map, figures of every kind, events and a page with pictures of them to a site."""
    features = [make_square("land", 0, 0, 10, 10), make_square("lower-river", 1, 1, 4, 4), make_square("upper-river", 6, 6, 9, 9)]
    site.write("source/shapes.json", json.dumps({"type": "FeatureCollection", "features": features}))
    site.write("source/map.yaml", MAP)
    site.write("source/events.yaml", (site.folder / "source/events.yaml").read_text() + EVENTS)
    site.edit("source/passages/lower.yaml", "  dates:\n", f"{FIGURES}  dates:\n")
    site.edit("pages/regions/upper-river.md", "made worse.", "made worse, and {pillar}`dredging` better.")
    site.write("pages/drawn.md", PAGE)
    site.edit("pages/index.md", "evidence/index\n", "evidence/index\ndrawn\n")
    return site


def pytest_itemcollected(item: pytest.Item) -> None:
    """Run the tests of this folder in one process, which builds the report once."""
    item.add_marker(pytest.mark.xdist_group("charts"))


@pytest.fixture(scope="session")
def _kept_drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path, Built]:
    return kept(draw(Site(tmp_path_factory.mktemp("drawn") / "site", "test-ports")))


@pytest.fixture
def drawn(_kept_drawn: tuple[Site, Path, Built]) -> Site:
    """The report with pictures after its first build, whose output is in ``built``; the test may change it."""
    return restored(*_kept_drawn[:2])


@pytest.fixture(scope="session")
def built(_kept_drawn: tuple[Site, Path, Built]) -> Built:
    """The built report with pictures; read-only."""
    return _kept_drawn[2]


@pytest.fixture(scope="session")
def pictures(built: Built) -> dict[str, Tag]:
    """The pictures of the page ``drawn``, by directive."""
    found = built.page("drawn").select("figure.picture")
    return {str(figure["class"][1]).removeprefix("picture-"): figure for figure in found}
