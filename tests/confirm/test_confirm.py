"""Texts that were confirmed: whatever changes in one is said at its line, until it is mended or confirmed again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support import Outcome, Site

PROJECT = Path(__file__).parents[2]
FINDING = "pages/regions/upper-river.md"
PASSAGE = "source/passages/upper.yaml"
KEPT = "source/confirmed.txt"
GONE = "restore it, or run “make confirm” if it was meant to go"
CURE = "compare it with its sources, then run “make confirm”"


def confirm(site: Site) -> Outcome:
    return site.command("confirm", "--pages", "pages", "--source", "source")


def line_of(site: Site, path: str, words: str) -> int:
    text = (site.folder / path).read_text()
    return text.count("\n", 0, text.index(words)) + 1


@pytest.fixture
def confirmed(ports: Site) -> Site:
    """The report on river ports, with every text confirmed."""
    assert confirm(ports).status == 0
    return ports


def test_what_was_confirmed_passes(confirmed: Site) -> None:
    assert confirmed.check() == Outcome(0, "pages, source: nothing wrong\n", "")


@pytest.mark.parametrize(
    ("path", "old", "new", "name"),
    [
        (FINDING, "locks stood still", "locks never stood still", "finding “locks-stood-still”"),
        (PASSAGE, "stood still", "stood mostly still", "passage “UP-1”"),
        ("source/references.bib", "The report itself", "The whole report", "reference “rp-2031-7”"),
        ("source/events.yaml", "kind: response", "kind: threat", "event “new-quay”"),
        ("pages/resolutions/207.md", "It follows", "It hardly follows", "page “resolutions/207”"),
        ("source/report.yaml", "state of the river", "fate of the river", "file “report.yaml”"),
    ],
)
def test_a_change_that_no_rule_can_judge_is_said_at_its_line(confirmed: Site, path: str, old: str, new: str, name: str) -> None:
    confirmed.edit(path, old, new)
    line = line_of(confirmed, path, new)
    assert confirmed.check() == Outcome(
        1, "", f"{path}:{line}: [unconfirmed] {name} does not stand as it was confirmed; {CURE}\n"
    )
    assert confirm(confirmed) == Outcome(0, f"{name.replace('“', '').replace('”', '')}\n", "")
    assert confirmed.check().status == 0


def test_a_broken_rule_is_said_before_anything_is_to_be_confirmed(confirmed: Site) -> None:
    confirmed.edit(FINDING, "Two of five locks", "Three of five locks")
    assert {line.split("[")[1].split("]")[0] for line in confirmed.check().lines} == {"numbers", "summary-numbers"}
    kept = (confirmed.folder / KEPT).read_bytes()
    assert confirm(confirmed).status == 1
    assert (confirmed.folder / KEPT).read_bytes() == kept


def test_a_new_finding_waits_to_be_confirmed(confirmed: Site) -> None:
    text = (confirmed.folder / FINDING).read_text()
    confirmed.write(FINDING, f"{text}\n:::{{finding}} locks-again\n:from: UP-1\nTwo of five locks were of no use.\n:::\n")
    line = text.count("\n") + 2
    assert confirmed.check().lines == [f"{FINDING}:{line}: [unconfirmed] finding “locks-again” is new; {CURE}"]


def test_a_finding_that_moves_to_another_page_is_said_where_it_stands(confirmed: Site) -> None:
    page = "pages/regions/lower-river.md"
    text = (confirmed.folder / page).read_text()
    moved = text[text.index(":::{finding} silt-in-the-channel") :]
    confirmed.edit(page, moved, "")
    confirmed.write(FINDING, f"{(confirmed.folder / FINDING).read_text()}\n{moved}")
    line = line_of(confirmed, FINDING, moved)
    assert confirmed.check().lines == [
        f"{FINDING}:{line}: [unconfirmed] finding “silt-in-the-channel” does not stand where it was confirmed; {CURE}"
    ]


def test_what_is_gone_is_said_where_it_stood(confirmed: Site) -> None:
    events = (confirmed.folder / "source/events.yaml").read_text()
    other = events.replace("events:\n", "").replace("new-quay", "old-quay").replace("A new quay", "Another quay")
    confirmed.edit("source/events.yaml", "events:\n", f"events:\n{other}")
    assert confirm(confirmed).out == "event old-quay\n"
    confirmed.write("source/events.yaml", events)
    assert confirmed.check().lines == [
        f"source/events.yaml:2: [unconfirmed] event “old-quay” was confirmed, and is not there any more; {GONE}"
    ]


def test_a_page_that_is_gone_is_said_where_it_was(confirmed: Site) -> None:
    page = (confirmed.folder / "pages/regions/lower-river.md").read_text()
    confirmed.remove("pages/regions/lower-river.md")
    confirmed.write("pages/regions/lower-reach.md", page)
    said = confirmed.check().lines
    assert any(line.startswith("pages/regions/lower-river.md:1: [unconfirmed] page “regions/lower-river” was") for line in said)


def test_a_line_that_is_lost_is_said_where_it_stood(confirmed: Site) -> None:
    line = line_of(confirmed, "pages/regions/lower-river.md", "## Ports\n")
    confirmed.edit("pages/regions/lower-river.md", "## Ports\n", "")
    assert [said.partition("; ")[0] for said in confirmed.check().lines] == [
        f"pages/regions/lower-river.md:{line}: [unconfirmed] page “regions/lower-river” has lost what stood here"
    ]


def test_a_slip_in_the_support_of_a_claim_is_said_there_beside_what_the_rules_say_of_the_claim(confirmed: Site) -> None:
    confirmed.edit("source/references.bib", "at the 22nd meeting", "at the 23rd meeting")
    line = line_of(confirmed, "source/references.bib", "23rd meeting")
    said = confirmed.check().lines
    assert any(each.startswith("pages/resolutions/") for each in said)
    slip = "if this was a slip, undo it, and what else is said may be right again"
    assert f"source/references.bib:{line}: [unconfirmed] reference “a-114” does not stand as it was confirmed; {slip}" in said
    assert confirm(confirmed).status == 1


def test_blanks_and_the_place_in_the_file_do_not_count(confirmed: Site) -> None:
    confirmed.edit(FINDING, ":::{finding} locks-stood-still", "\n\n:::{finding} locks-stood-still")
    confirmed.edit(FINDING, "stood still, which", "stood  still,  which")
    assert confirmed.check().lines == []


def test_a_mark_of_a_merge_is_not_taken_for_a_text(confirmed: Site) -> None:
    confirmed.write(KEPT, (confirmed.folder / KEPT).read_text() + "<<<<<<< main\n")
    line = line_of(confirmed, KEPT, "<<<<<<<")
    assert confirmed.check().lines == [
        f"{KEPT}:{line}: [unconfirmed] this is not as “make confirm” writes it; remove the line, then run “make confirm”"
    ]
    assert confirm(confirmed) == Outcome(0, "every text stands as it was confirmed\n", "")
    assert confirmed.check().status == 0


def test_nothing_that_is_unconfirmed_is_released_or_published(confirmed: Site) -> None:
    confirmed.edit(FINDING, "locks stood still", "locks never stood still")
    for command in (("publish",), ("release", "1.0", "--date", "2032-01-31")):
        done = confirmed.command(*command, "--pages", "pages", "--source", "source")
        assert done.status == 1 and "[unconfirmed]" in done.err
    assert not (confirmed.folder / "source/releases").exists()


def test_what_a_command_writes_is_confirmed_with_it(confirmed: Site) -> None:
    for command in (("publish",), ("release", "1.0", "--date", "2032-01-31")):
        assert confirmed.command(*command, "--pages", "pages", "--source", "source").status == 0
    assert confirmed.check().status == 0
    confirmed.edit("source/releases/1.0.json", '"date": "2032-01-31"', '"date": "2032-01-30"')
    assert confirmed.check().lines == [
        f"source/releases/1.0.json:3: [unconfirmed] file “releases/1.0.json” does not stand as it was confirmed; {CURE}"
    ]


def test_data_that_cannot_be_read_are_said_at_the_line_that_changed_too(confirmed: Site) -> None:
    confirmed.edit("source/references.bib", "  title = {A history of the ports},", "  title = {A history of the ports,")
    line = line_of(confirmed, "source/references.bib", "title = {A history")
    said = [each.partition("; ")[0] for each in confirmed.check().lines]
    assert f"source/references.bib:{line}: [unconfirmed] file “references.bib” does not stand as it was confirmed" in said
    assert any("[bibtex]" in each for each in said)


def test_of_a_page_that_cannot_be_read_nothing_else_is_said(confirmed: Site) -> None:
    confirmed.write(FINDING, (confirmed.folder / FINDING).read_text().replace("Upper river", "Upp\u0435r river"))
    assert [line.split(" ")[:2] for line in confirmed.check().lines] == [[f"{FINDING}:6:", "[look-alike]"]]


def test_where_nothing_was_ever_confirmed_nothing_is_asked(ports: Site) -> None:
    assert ports.check().status == 0


def test_every_text_of_this_project_is_confirmed(tmp_path: Path) -> None:
    for folder in ("docs", "source"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    site = Site.__new__(Site)
    site.folder = tmp_path
    kept = (tmp_path / KEPT).read_bytes()
    assert site.command("confirm").status == 0
    assert (tmp_path / KEPT).read_bytes() == kept, "a text has changed; compare it with its sources, then run “make confirm”"
