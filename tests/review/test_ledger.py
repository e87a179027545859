"""The ledger: published ids are never lost and never reused."""

from __future__ import annotations

import shutil

import pytest

from tests.support import Outcome, Site, links, text_of

LEDGER = "source/ledger.yaml"
NO_PROBLEMS = "pages, source: nothing wrong\n"


@pytest.fixture
def unreleased_ports(ports: Site) -> Site:
    """The report on river ports before its first release; the test may change it."""
    ports.write(LEDGER, "published: []\nretired: []\n")
    return ports


def make_release(site: Site, version: str = "1.0") -> Outcome:
    return site.command("release", version, "--date", "2032-01-31", "--pages", "pages", "--source", "source")


def read_published_ids(site: Site) -> list[str]:
    """Return the published ids in the ledger."""
    text = (site.folder / LEDGER).read_text().partition("retired:")[0]
    return [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]


def test_release_adds_findings_in_order(unreleased_ports: Site) -> None:
    assert make_release(unreleased_ports).status == 0
    assert read_published_ids(unreleased_ports) == sorted(read_published_ids(unreleased_ports))
    assert "ostrel-barges-2030" in read_published_ids(unreleased_ports)


def test_release_without_new_findings_leaves_ledger_unchanged(unreleased_ports: Site) -> None:
    make_release(unreleased_ports)
    before = (unreleased_ports.folder / LEDGER).stat().st_mtime_ns
    assert make_release(unreleased_ports, "1.1").status == 0
    assert (unreleased_ports.folder / LEDGER).stat().st_mtime_ns == before


def test_first_release_creates_ledger(unreleased_ports: Site) -> None:
    unreleased_ports.remove(LEDGER)
    assert make_release(unreleased_ports).status == 0
    assert "ostrel-barges-2030" in read_published_ids(unreleased_ports)


def test_release_keeps_retired_notices(unreleased_ports: Site) -> None:
    notice = "- id: ostrel-ships\n  stood_on: regions/lower-river\n  why: They were barges.\n  finding: ostrel-barges-2030\n"
    unreleased_ports.write(LEDGER, f"published: [ostrel-ships]\nretired:\n{notice}")
    assert make_release(unreleased_ports).status == 0
    assert (unreleased_ports.folder / LEDGER).read_text().partition("pages:")[0].endswith(f"retired:\n{notice}")
    assert "ostrel-ships" in read_published_ids(unreleased_ports)


def test_removed_finding_needs_retired_notice(unreleased_ports: Site) -> None:
    make_release(unreleased_ports)
    unreleased_ports.edit("pages/regions/lower-river.md", "{finding} ostrel-barges-2030", "{finding} ostrel-barges")
    unreleased_ports.edit("pages/index.md", "{finding}`ostrel-barges-2030`", "{finding}`ostrel-barges`")
    unreleased_ports.edit("pages/views.md", "ostrel-barges-2030", "ostrel-barges")
    page = (unreleased_ports.folder / "pages/regions/lower-river.md").read_text()
    line = page.partition(":::{finding} ostrel-barges\n")[0].count("\n") + 1
    assert unreleased_ports.check().lines == [
        f"pages/regions/lower-river.md:{line}: [vanished] “ostrel-barges-2030” was published here, where “ostrel-barges” is new, "
        "but no finding has this id any more; restore it, "
        "or add it to “retired” in source/ledger.yaml, with the reason and where to go"
    ]
    notice = "- id: ostrel-barges-2030\n  stood_on: regions/lower-river\n  why: It has a better name.\n  finding: ostrel-barges\n"
    unreleased_ports.edit(LEDGER, "retired: []\n", f"retired:\n{notice}")
    assert unreleased_ports.check() == Outcome(0, NO_PROBLEMS, "")


def test_retired_finding_has_notice_at_its_address(unreleased_ports: Site) -> None:
    notice = "- id: ostrel-ships\n  stood_on: regions/lower-river\n  why: They were barges.\n  finding: ostrel-barges-2030\n"
    unreleased_ports.write(LEDGER, f"published: [ostrel-ships]\nretired:\n{notice}")
    built = unreleased_ports.build(only="regions/lower-river views")
    for docname, target in (("regions/lower-river", "#"), ("views", "regions/lower-river.html#")):
        heading = built.page(docname).find(id="ostrel-ships")
        assert heading, f"{docname} has no notice"
        note = heading.find_next_sibling("p")
        assert "They were barges." in text_of(note)
        assert links(note) == [
            ("Ostrel handled about 4,000 barges in 2030, by the count of the Office", f"{target}ostrel-barges-2030")
        ]


@pytest.mark.parametrize("target_field", ["finding: nowhere", "page: regions/nowhere"])
def test_retired_notice_with_unknown_target_is_reported(unreleased_ports: Site, target_field: str) -> None:
    notice = f"- id: ostrel-ships\n  stood_on: regions/lower-river\n  why: They were barges.\n  {target_field}\n"
    unreleased_ports.write(LEDGER, f"published: [ostrel-ships]\nretired:\n{notice}")
    noun, target = target_field.split(": ")
    problem = f"“ostrel-ships” leads to the {noun} “{target}”, which does not exist; name an existing {noun}"
    assert unreleased_ports.check().lines == [f"source/ledger.yaml:6: [retired-notice] {problem}"]
    warnings = unreleased_ports.build(only="regions/lower-river views").warnings
    assert warnings == [f"source/ledger.yaml:6: WARNING: {problem} [dossier.retired-notice]"]


def test_retired_id_cannot_be_reused(unreleased_ports: Site) -> None:
    notice = "- id: ostrel-barges-2030\n  stood_on: regions/river\n  why: It was wrong.\n  page: regions/river\n"
    unreleased_ports.write(LEDGER, f"published: [ostrel-barges-2030]\nretired:\n{notice}")
    page = (unreleased_ports.folder / "pages/regions/lower-river.md").read_text()
    line = page.partition(":::{finding} ostrel-barges-2030")[0].count("\n") + 1
    assert unreleased_ports.check().lines == [
        f"pages/regions/lower-river.md:{line}: [duplicate-id] finding “ostrel-barges-2030” is also that "
        "of a retired finding, which readers may have cited; give it an id of its own"
    ]


def test_released_finding_must_be_in_ledger(unreleased_ports: Site) -> None:
    make_release(unreleased_ports)
    unreleased_ports.edit("source/ledger.yaml", "- locks-stood-still\n", "")
    assert unreleased_ports.check().lines == [
        "source/ledger.yaml:3: [ledger] “locks-stood-still” was part of release 1.0, but is not in the ledger; "
        "add it to “published” again"
    ]


def test_missing_releases_are_reported(unreleased_ports: Site) -> None:
    make_release(unreleased_ports)
    shutil.rmtree(unreleased_ports.folder / "source/releases")
    (problem,) = unreleased_ports.check().lines
    assert problem.endswith(
        "[ledger] the ledger lists what was published, but there is no release; restore the missing files in source/releases"
    )
    assert make_release(unreleased_ports) == Outcome(1, "", f"{problem}\n")


def test_reason_for_change_needs_released_finding_and_release(unreleased_ports: Site) -> None:
    make_release(unreleased_ports)
    changed = "changed:\n- finding: locks-stood-stil\n  since: '0.9'\n  why: They moved.\n"
    unreleased_ports.edit(LEDGER, "changed: []\n", changed)
    problems = unreleased_ports.check().lines
    assert [line.partition("[ledger] ")[2] for line in problems] == [
        f"the reason for a change of “locks-stood-stil” since “0.9” names “{name}”, which was not released; correct it"
        for name in ("locks-stood-stil", "0.9")
    ]
