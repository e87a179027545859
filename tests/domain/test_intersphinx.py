"""Cross-references from other projects with intersphinx."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from tests.support import Built, Site, links

pytestmark = pytest.mark.xdist_group("intersphinx")

ADDRESS = "https://ports.example/"
FINDING = f"{ADDRESS}regions/lower-river.html#ostrel-barges-2030"
TITLE = "Ostrel handled about 4,000 barges in 2030, by the count ..."
RESOLUTION = f"{ADDRESS}resolutions/114.html"


@pytest.fixture(scope="module")
def neighbour(built_ports: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A project without the extension, built with a local copy of the inventory of the river ports."""
    inventory = {"ports": (ADDRESS, str(built_ports.folder / "objects.inv"))}
    return Site(tmp_path_factory.mktemp("neighbour"), "test-neighbour").build(intersphinx_mapping=inventory)


def test_project_without_extension_can_reference_objects(neighbour: Built) -> None:
    assert neighbour.warnings == []
    assert links(neighbour.page("index").select_one("ol")) == [
        (TITLE, FINDING),
        ("by its label", FINDING),
        (TITLE.replace("...", "…"), FINDING),
        ("resolution 114 (2029)", RESOLUTION),
        ("resolution 114 (2029)", RESOLUTION),
        ("in words", RESOLUTION),
        ("LOW-1", f"{ADDRESS}evidence/lower.html#LOW-1"),
        ("Harbour Board", f"{ADDRESS}actors/harbour-board.html"),
    ]


def test_restructuredtext_project_can_reference_objects(neighbour: Built) -> None:
    assert links(neighbour.page("restructured").select_one("ol")) == [
        ("resolution 114 (2029)", RESOLUTION),
        ("by its label", FINDING),
    ]


def test_inventory_lists_each_object_once(built_ports: Built) -> None:
    lines = read_inventory(built_ports.folder / "objects.inv")
    assert [line for line in lines if " dossier:" in line] == [
        "114 dossier:resolution 0 resolutions/114.html resolution 114 (2029)",
        "207 dossier:resolution 0 resolutions/207.html resolution 207 (2030)",
        "LOW-1 dossier:passage 2 evidence/lower.html#$ -",
        "LOW-2 dossier:passage 2 evidence/lower.html#$ -",
        "TOLL-1 dossier:passage 2 evidence/tolls.html#$ -",
        "UP-1 dossier:passage 2 evidence/upper.html#$ -",
        "barges dossier:estimate 1 views.html#estimate-$ Barges handled at Ostrel",
        "dredging dossier:pillar 0 pillars/dredging.html Dredging",
        "dredging-is-paid-from-tolls dossier:finding 1 pillars/dredging.html#$ "
        "Harbour Board paid for dredging out of the tolls, which ...",
        "gauge-office dossier:actor 0 actors/gauge-office.html Gauge Office",
        "harbour-board dossier:actor 0 actors/harbour-board.html Harbour Board",
        "locks-stood-still dossier:finding 1 regions/upper-river.html#$ Two of five locks stood still, which Silting made worse.",
        "lower-river dossier:region 0 regions/lower-river.html Lower river",
        f"ostrel-barges-2030 dossier:finding 1 regions/lower-river.html#$ {TITLE}",
        "pilots dossier:estimate 1 views.html#estimate-$ Pilots",
        "river dossier:region 0 regions/river.html The whole river",
        "silt-in-the-channel dossier:finding 1 regions/lower-river.html#$ "
        "Silting narrowed the channel, and Harbour Board had up ...",
        "silting dossier:threat 0 threat/silting.html Silting",
        "tolls-rose dossier:finding 1 regions/river.html#$ Tolls rose by 12.5 per cent to $3.5 million, although ...",
        "upper-river dossier:region 0 regions/upper-river.html Upper river",
    ]


def read_inventory(path: Path) -> list[str]:
    """Return the lines of an inventory, sorted."""
    head, body = path.read_bytes().split(b"zlib.\n", 1)
    assert head.startswith(b"# Sphinx inventory version 2")
    return sorted(zlib.decompress(body).decode().splitlines())
