"""The ledger: an id that was published is never lost and never used again."""

from __future__ import annotations

import shutil

import pytest

from tests.support import Outcome, Site, links, text_of

LEDGER = "source/ledger.yaml"
SOUND = "pages, source: nothing wrong\n"


@pytest.fixture
def young_ports(ports: Site) -> Site:
    """The report on river ports before anything was published."""
    ports.write(LEDGER, "published: []\nretired: []\n")
    return ports


def publish(site: Site, version: str = "1.0") -> Outcome:
    return site.command("release", version, "--date", "2032-01-31", "--pages", "pages", "--source", "source")


def ids_in(site: Site) -> list[str]:
    """Return the lines of the ledger with a published id."""
    text = (site.folder / LEDGER).read_text().partition("retired:")[0]
    return [line.removeprefix("- ") for line in text.splitlines() if line.startswith("- ")]


def test_a_release_enters_every_finding_in_order(young_ports: Site) -> None:
    assert publish(young_ports).status == 0
    assert ids_in(young_ports) == sorted(ids_in(young_ports))
    assert "ostrel-barges-2030" in ids_in(young_ports)


def test_a_release_without_new_findings_leaves_the_ledger_as_it_is(young_ports: Site) -> None:
    publish(young_ports)
    before = (young_ports.folder / LEDGER).stat().st_mtime_ns
    assert publish(young_ports, "1.1").status == 0
    assert (young_ports.folder / LEDGER).stat().st_mtime_ns == before


def test_a_release_starts_a_ledger_where_there_is_none(young_ports: Site) -> None:
    young_ports.remove(LEDGER)
    assert publish(young_ports).status == 0
    assert "ostrel-barges-2030" in ids_in(young_ports)


def test_a_release_keeps_what_was_retired(young_ports: Site) -> None:
    notice = "- id: ostrel-ships\n  stood_on: regions/lower-river\n  why: They were barges.\n  finding: ostrel-barges-2030\n"
    young_ports.write(LEDGER, f"published: [ostrel-ships]\nretired:\n{notice}")
    assert publish(young_ports).status == 0
    assert (young_ports.folder / LEDGER).read_text().partition("pages:")[0].endswith(f"retired:\n{notice}")
    assert "ostrel-ships" in ids_in(young_ports)


def test_nothing_is_published_while_something_is_wrong(young_ports: Site) -> None:
    young_ports.edit("pages/regions/lower-river.md", ":from: LOW-1\n", ":from: LOW-99\n")
    assert publish(young_ports).status == 1
    assert ids_in(young_ports) == []


def test_a_published_finding_that_is_removed_is_missed_until_it_has_a_retired_notice(young_ports: Site) -> None:
    publish(young_ports)
    young_ports.edit("pages/regions/lower-river.md", "{finding} ostrel-barges-2030", "{finding} ostrel-barges")
    young_ports.edit("pages/index.md", "{finding}`ostrel-barges-2030`", "{finding}`ostrel-barges`")
    young_ports.edit("pages/views.md", "ostrel-barges-2030", "ostrel-barges")
    page = (young_ports.folder / "pages/regions/lower-river.md").read_text()
    line = page.partition(":::{finding} ostrel-barges\n")[0].count("\n") + 1
    assert young_ports.check().lines == [
        f"pages/regions/lower-river.md:{line}: [vanished] “ostrel-barges-2030” was published here, where “ostrel-barges” is new, "
        "but no finding has this id any more; restore it, "
        "or add it to “retired” in source/ledger.yaml, with the reason and where to go"
    ]
    notice = "- id: ostrel-barges-2030\n  stood_on: regions/lower-river\n  why: It has a better name.\n  finding: ostrel-barges\n"
    young_ports.edit(LEDGER, "retired: []\n", f"retired:\n{notice}")
    assert young_ports.check() == Outcome(0, SOUND, "")


def test_the_old_address_of_a_retired_finding_says_why_and_where_to_go(young_ports: Site) -> None:
    notice = "- id: ostrel-ships\n  stood_on: regions/lower-river\n  why: They were barges.\n  finding: ostrel-barges-2030\n"
    young_ports.write(LEDGER, f"published: [ostrel-ships]\nretired:\n{notice}")
    built = young_ports.build(only="regions/lower-river views")
    for docname, there in (("regions/lower-river", "#"), ("views", "regions/lower-river.html#")):
        heading = built.page(docname).find(id="ostrel-ships")
        assert heading, f"{docname} has lost the address"
        note = heading.find_next_sibling("p")
        assert "They were barges." in text_of(note)
        assert links(note) == [
            ("Ostrel handled about 4,000 barges in 2030, by the count of the Office", f"{there}ostrel-barges-2030")
        ]


@pytest.mark.parametrize("lost", ["finding: nowhere", "page: regions/nowhere"])
def test_a_retired_notice_that_leads_nowhere_is_named(young_ports: Site, lost: str) -> None:
    notice = f"- id: ostrel-ships\n  stood_on: regions/lower-river\n  why: They were barges.\n  {lost}\n"
    young_ports.write(LEDGER, f"published: [ostrel-ships]\nretired:\n{notice}")
    noun, target = lost.split(": ")
    said = f"“ostrel-ships” leads to the {noun} “{target}”, which does not exist; name an existing {noun}"
    assert young_ports.check().lines == [f"source/ledger.yaml:6: [retired-notice] {said}"]


def test_a_retired_id_is_not_given_to_another_finding(young_ports: Site) -> None:
    notice = "- id: ostrel-barges-2030\n  stood_on: regions/river\n  why: It was wrong.\n  page: regions/river\n"
    young_ports.write(LEDGER, f"published: [ostrel-barges-2030]\nretired:\n{notice}")
    page = (young_ports.folder / "pages/regions/lower-river.md").read_text()
    line = page.partition(":::{finding} ostrel-barges-2030")[0].count("\n") + 1
    assert young_ports.check().lines == [
        f"pages/regions/lower-river.md:{line}: [duplicate-id] finding “ostrel-barges-2030” is also that "
        "of a retired finding, which readers may have cited; give it an id of its own"
    ]


def test_a_finding_that_was_released_stays_in_the_ledger(young_ports: Site) -> None:
    publish(young_ports)
    young_ports.edit("source/ledger.yaml", "- locks-stood-still\n", "")
    assert young_ports.check().lines == [
        "source/ledger.yaml:3: [ledger] “locks-stood-still” was part of release 1.0, but is not in the ledger; "
        "add it to “published” again"
    ]


def test_releases_that_are_lost_are_missed_before_another_is_made(young_ports: Site) -> None:
    publish(young_ports)
    shutil.rmtree(young_ports.folder / "source/releases")
    (said,) = young_ports.check().lines
    assert said.endswith(
        "[ledger] the ledger lists what was published, but there is no release; restore the missing files in source/releases"
    )
    assert publish(young_ports) == Outcome(1, "", f"{said}\n")


def test_a_reason_for_a_change_names_a_finding_and_a_release(young_ports: Site) -> None:
    publish(young_ports)
    changed = "changed:\n- finding: locks-stood-stil\n  since: '0.9'\n  why: They moved.\n"
    young_ports.edit(LEDGER, "changed: []\n", changed)
    said = young_ports.check().lines
    assert [line.partition("[ledger] ")[2] for line in said] == [
        f"the reason for a change of “locks-stood-stil” since “0.9” names “{name}”, which was not released; correct it"
        for name in ("locks-stood-stil", "0.9")
    ]
