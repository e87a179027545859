"""Releases: snapshots of the findings, the change log, the history of findings, and the feed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from dossier.model.site import use
from dossier.parser.source import read_source
from dossier.review.compare import Difference
from tests.export.test_files import DATASET
from tests.search.client import Search
from tests.support import Built, Outcome, Site, kept, links, restored, text_of

pytestmark = pytest.mark.xdist_group("releases")
ATOM = "{http://www.w3.org/2005/Atom}"


def add_change_pages(site: Site) -> Site:
    """Add a change log and a page with the history of findings to a site."""
    site.write("pages/changes.md", "# Changes\n\n:::{changes}\n:::\n")
    site.write("pages/history.md", "# History\n\n:::{finding-history} regions\n:::\n")
    site.edit("pages/index.md", "evidence/index", "evidence/index\nchanges\nhistory")
    return site


@pytest.fixture
def ports_with_change_pages(rebuilt_ports: Site) -> Site:
    """The report on river ports, with a change log and a history; the test may change it."""
    return add_change_pages(rebuilt_ports)


def make_release(site: Site, version: str, day: str) -> Outcome:
    return site.command("release", version, "--date", day, "--pages", "pages", "--source", "source")


def reword_finding(site: Site) -> None:
    site.edit("pages/regions/upper-river.md", "Two of five locks stood still", "Two of five locks were closed")


def add_finding(site: Site) -> None:
    finding = "\n:::{finding} locks-of-2030\n:from: UP-1\nTwo of five locks were of no use.\n:::\n"
    site.write("pages/regions/upper-river.md", (site.folder / "pages/regions/upper-river.md").read_text() + finding)


def count_findings(site: Site) -> int:
    """Return the number of findings."""
    return sum(path.read_text().count(":::{finding}") for path in (site.folder / "pages").rglob("*.md"))


def retire_finding(site: Site) -> None:
    site.edit("pages/regions/upper-river.md", "{finding} locks-of-2030", "{finding} locks-in-2030")
    notice = "- id: locks-of-2030\n  stood_on: regions/upper-river\n  why: Its id named a year.\n  finding: locks-in-2030\n"
    site.edit("source/ledger.yaml", "retired:\n", f"retired:\n{notice}")


def drop_evidence(site: Site) -> None:
    site.edit("pages/regions/upper-river.md", ":evidence: lock-keepers-2030\n", "")
    where = "- rule: lost-support\n  where: regions/upper-river.md\n  what: locks-stood-still\n"
    site.write("source/exceptions.yaml", f"exceptions:\n{where}  reason: The yearbook speaks of another year.\n")


@pytest.fixture(scope="module")
def _released(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Path, Built]:
    use("un")
    site = add_change_pages(Site(tmp_path_factory.mktemp("released") / "site", "test-ports"))
    for version, day, changes in (
        ("1.0", "2032-01-31", []),
        ("1.1", "2032-02-01", [add_finding, reword_finding]),
        ("1.10", "2032-05-20", [retire_finding, drop_evidence]),
    ):
        for change in changes:
            change(site)
        written = f"source/releases/{version}.json\nsource/ledger.yaml\nCHANGELOG.md\n"
        assert make_release(site, version, day) == Outcome(0, written, "")
    site.remove("source/exceptions.yaml")
    return kept(site, html_theme="dossier")


@pytest.fixture
def released(_released: tuple[Site, Path, Built]) -> Site:
    """The site after three releases: the second added and reworded a finding, the third retired one and dropped evidence."""
    return restored(*_released[:2])


@pytest.fixture(scope="module")
def built(_released: tuple[Site, Path, Built]) -> Built:
    """The site with the three releases; read-only."""
    return _released[2]


@pytest.fixture(scope="module")
def next_release(_released: tuple[Site, Path, Built], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site with a base URL and a fourth release, in which a finding was reworded; read-only."""
    site = Site(tmp_path_factory.mktemp("moved-on"), "test-ports")
    shutil.copytree(_released[1], site.folder, ignore=shutil.ignore_patterns("built"), dirs_exist_ok=True)
    site.edit("pages/regions/upper-river.md", "locks were closed", "locks stood idle")
    assert make_release(site, "2.0", "2033-01-01").status == 0
    return site.build(only="regions/upper-river changes", html_baseurl="https://ports.example/")


def test_release_has_snapshot_of_each_finding_with_checksum(ports: Site) -> None:
    make_release(ports, "1.0", "2032-01-31")
    kept = json.loads((ports.folder / "source/releases/1.0.json").read_text())
    assert (kept["version"], kept["date"], len(kept["findings"])) == ("1.0", "2032-01-31", count_findings(ports))
    finding = next(finding for finding in kept["findings"] if finding["id"] == "locks-stood-still")
    text = "Two of five locks stood still, which Silting made worse."
    assert finding == {
        "id": "locks-stood-still",
        "text": text,
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "page": "regions/upper-river",
        "title": "Upper river",
        "support": "corroborated",
        "passages": ["UP-1"],
        "evidence": ["lock-keepers-2030"],
        "corrects": [],
        "bears_on": ["regions/upper-river", "resolutions/207", "threat/silting"],
    }


@pytest.mark.parametrize(
    ("version", "day", "message"),
    [
        ("one", "2032-03-01", "“one” is not a version; write numbers separated by dots, such as 1.1"),
        ("1.2", "1 March 2032", "“1 March 2032” is not a date; write it as YYYY-MM-DD"),
        ("1.2", "2032-02-30", "“2032-02-30” is not a date; write it as YYYY-MM-DD"),
        ("1.1", "2032-03-01", "release 1.1 does not follow 1.1; give it a higher version"),
        ("1.0.5", "2032-03-01", "release 1.0.5 does not follow 1.1; give it a higher version"),
        ("1.2", "2032-01-30", "release 1.2 of 2032-01-30 would be older than 1.1 of 2032-01-31; give it a later date"),
    ],
)
def test_release_with_invalid_version_or_date_is_refused(ports: Site, version: str, day: str, message: str) -> None:
    make_release(ports, "1.1", "2032-01-31")
    assert make_release(ports, version, day) == Outcome(1, "", f"source/releases/{version}.json:1: [release] {message}\n")
    assert [path.name for path in (ports.folder / "source/releases").iterdir()] == ["1.1.json"]


def test_file_in_place_of_release_folder_is_reported(ports: Site) -> None:
    ports.write("source/releases", "")
    message = "dossier: source/releases: File exists; remove what is in the way, or make it writable\n"
    assert make_release(ports, "1.0", "2032-01-31") == Outcome(1, "", message)


def test_dossier_with_problems_is_not_released(ports: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "Two of five", "Two of six")
    before = (ports.folder / "source/ledger.yaml").read_text()
    outcome = make_release(ports, "1.0", "2032-01-31")
    assert outcome.status == 1
    assert re.match(r"pages/regions/upper-river\.md:\d+: \[numbers\] “six”", outcome.err)
    assert not (ports.folder / "source/releases").exists() and not (ports.folder / "CHANGELOG.md").exists()
    assert (ports.folder / "source/ledger.yaml").read_text() == before


def test_release_updates_ledger_and_citation_file(ports: Site) -> None:
    ports.write("CITATION.cff", "cff-version: 1.2.0\nversion: '0.9'\n")
    add_finding(ports)
    assert make_release(ports, "1.0", "2032-01-31").status == 0
    assert "- locks-of-2030\n" in (ports.folder / "source/ledger.yaml").read_text()
    assert (ports.folder / "CITATION.cff").read_text() == "cff-version: 1.2.0\nversion: '1.0'\n"
    assert ports.check().status == 0


def test_changelog_file_is_generated_from_releases(released: Site) -> None:
    text = (released.folder / "CHANGELOG.md").read_text()
    assert re.findall("^## (.*)", text, re.MULTILINE) == ["1.10, 2032-05-20", "1.1, 2032-02-01", "1.0, 2032-01-31"]
    assert f"First published: {count_findings(released) - 1} findings." in text
    assert "Findings: 1 added, 1 changed, 0 removed." in text


SUMMARY_END = "locks of the upper river stood still."
CITED_TEXT = "Nothing that waited there for the water went on to the {pillar}`dredging` {cite:p}`lock-keepers-2030`."
LONG_TEXT = (
    "Two of five locks stood still, as did every boat that waited below them from early in the drought until the water came back"
)


@pytest.fixture(scope="module")
def reworded(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site after two releases; the second changes a summary, a link and a finding, and adds a provision and paragraphs."""
    use("un")
    site, page = add_change_pages(Site(tmp_path_factory.mktemp("restated"), "test-ports")), "pages/regions/upper-river.md"
    site.edit(page, "Two of five locks stood still", LONG_TEXT)
    append_text(site, page, CITED_TEXT)
    site.write("source/dataset.yaml", DATASET)
    style = (site.folder / "source/style.yaml").read_text()
    site.write("source/style.yaml", re.sub("^free: .*\n", "", style, flags=re.MULTILINE) + "free: [views]\n")
    assert make_release(site, "1.0", "2032-01-31").status == 0
    site.edit(page, "summary: Two locks", "summary: Both locks")
    site.edit(page, "to the {pillar}`dredging`", "to the {region}`lower-river`")
    reword_finding(site)
    append_text(site, "pages/views.md", "Of the site.")
    append_text(site, "pages/glossary.md", "Of the report.")
    append_text(site, "pages/resolutions/114.md", ":::{provision}\n:evidence: a-114\nBoats pass by day.\n:::")
    assert make_release(site, "1.1", "2032-02-01").status == 0
    return site.build(only="changes history")


def append_text(site: Site, page: str, text: str) -> None:
    site.write(page, (site.folder / page).read_text() + f"\n{text}\n")


def read_changes(built: Built, release: str) -> list[tuple[str, ...]]:
    """Return the rows of a release in the data file: kind, id, place, kind of change, field, and values."""
    rows = json.loads((built.folder / "data/changes.json").read_text())
    shown = ("kind", "id", "where", "what", "field", "before", "after")
    return [tuple(row[name] for name in shown) for row in rows if row["release"] == release]


def test_data_file_of_changes_has_records_but_no_prose(reworded: Built) -> None:
    page = "regions/upper-river"
    assert [row for row in read_changes(reworded, "1.1") if row[1] != "locks-stood-still"] == [
        ("page", page, page, "changed", "summary", f"Two {SUMMARY_END}", f"Both {SUMMARY_END}"),
        ("provision", "", "resolutions/114", "added", "text", "", "Boats pass by day."),
        ("provision", "", "resolutions/114", "added", "evidence", "", "a-114"),
    ]


def test_feed_has_findings_only(reworded: Built) -> None:
    entries = parse_feed(reworded).iter(f"{ATOM}entry")
    contents = {entry.find(f"{ATOM}title").text: entry.find(f"{ATOM}content").text for entry in entries}
    assert contents["Release 1.1"] == "<p>Findings: 0 added, 1 changed, 0 removed.</p>"
    assert len(contents) == 3


def test_change_log_counts_records_but_no_prose(reworded: Built) -> None:
    summary = "Findings: 0 added, 1 changed, 0 removed. Provisions: 1 added, 0 changed, 0 removed. Other records: 0 added"
    assert summary in (reworded.folder.parents[1] / "CHANGELOG.md").read_text()
    assert summary in text_of(reworded.page("changes").select_one("body"))


def test_changed_findings_of_newest_releases_lead_to_their_history(built: Built) -> None:
    newest, before = built.page("changes").select("details.folded")
    assert [link["href"] for link in newest.select("a")] == ["history.html#locks-in-2030", "history.html#locks-stood-still"]
    assert [link["href"] for link in before.select("a")] == ["history.html#locks-stood-still"]


def test_edited_statements_of_release_are_reported(ports: Site) -> None:
    make_release(ports, "1.0", "2032-01-31")
    ports.edit("source/releases/1.0.json", "Two locks of the upper river stood still.", "All locks stood still.")
    assert "the statements are not those that were released" in ports.check().err


def test_edited_finding_of_release_is_reported_with_line(ports: Site) -> None:
    make_release(ports, "1.0", "2032-01-31")
    ports.edit("source/releases/1.0.json", "Two of five locks stood still", "Three of five locks stood still")
    lines = (ports.folder / "source/releases/1.0.json").read_text().splitlines()
    found = ports.check().lines
    assert len(found) == 1
    place, _, message = found[0].partition(": ")
    assert message.startswith("[schema] findings.") and "“locks-stood-still” is not the one that was released; restore" in message
    assert place.startswith("source/releases/1.0.json:")
    assert "{" in lines[int(place.rpartition(":")[2]) - 1]


def test_site_without_change_log_has_no_feed(released: Site) -> None:
    built = released.build(html_theme="dossier", only="changes regions/river")
    assert "changes.atom" in (built.folder / "regions/river.html").read_text()
    released.edit("pages/changes.md", ":::{changes}\n:::\n", "")
    without = released.build(html_theme="dossier").folder
    assert "changes.atom" not in (without / "regions/river.html").read_text()
    assert not (without / "changes.atom").exists()


def test_site_without_release_has_no_feed(ports_with_change_pages: Site) -> None:
    built = ports_with_change_pages.build(only="index changes history")
    assert built.warnings == []
    assert "Nothing has been released yet." in text_of(built.page("changes").select_one("body"))
    assert not (built.folder / "changes.atom").exists()
    assert not built.page("index").select("link[type='application/atom+xml']")


def test_change_log_lists_releases_newest_first(released: Site, built: Built) -> None:
    assert built.warnings == []
    page = built.page("changes")
    assert [text_of(heading) for heading in page.select("p.rubric, h2, h3") if heading.get("id", "").startswith("release")] == [
        "Release 1.10, 20 May 2032",
        "Release 1.1, 1 February 2032",
        "Release 1.0, 31 January 2032",
    ]
    text = text_of(page.select_one("body"))
    assert "Findings: 1 added, 1 changed, 1 removed." in text
    assert "Findings: 1 added, 1 changed, 0 removed." in text
    assert f"First published: {count_findings(released) - 1} findings." in text


def read_history(built: Built, finding: str) -> list[str]:
    """Return the texts in the history of a finding."""
    first = built.page("history").find(id=finding)
    after = [part for part in first.find_all_next(["p", "dt", "dd", "h2", "h3"]) if part.parent.name != "dd"]
    end = next((at for at, part in enumerate(after) if part.name in ("h2", "h3")), len(after))
    texts = [text_of(part) for part in after[:end]]
    return texts[: texts.index("Page") if "Page" in texts else None]


def test_history_of_finding_lists_changes_newest_first(reworded: Built, changed_since: Built) -> None:
    assert read_history(changed_since, "locks-stood-still")[:10] == [
        "Since release 1.10",
        "Before:",
        "Two of five locks were closed, which Silting made worse.",
        "After:",
        "Two of five locks stood idle, which Silting made worse.",
        "Why: The yearbook has another word.",
        "Release 1.10, 20 May 2032",
        "Support:",
        "corroborated; now single source",
        "Evidence:",
    ]
    assert read_history(changed_since, "locks-in-2030")[:1] == ["Release 1.10, 20 May 2032: added"]
    assert read_history(changed_since, "locks-of-2031")[:1] == ["Since release 1.10: added"]
    assert f"{LONG_TEXT}, which Silting made worse." in read_history(reworded, "locks-stood-still")


def test_history_marks_changed_words_and_omits_unchanged_findings(changed_since: Built) -> None:
    page = changed_since.page("history")
    assert [text_of(mark) for mark in page.select("del, ins")] == ["were closed", "stood idle", "stood still", "were closed"]
    assert [heading["id"] for heading in page.select("h3.rubric")] == ["locks-stood-still", "locks-in-2030", "locks-of-2031"]
    assert [text_of(heading) for heading in page.select("h2.rubric")] == ["Upper river"]
    assert page.select_one("#locks-in-2030 a")["href"] == "regions/upper-river.html#locks-in-2030"


def test_old_texts_are_not_in_search_index(built: Built) -> None:
    assert "stood still" in text_of(built.page("history").select_one("body"))
    assert "stood still" not in str(Search(built.folder).parts("history"))


def read_change_marks(built: Built) -> dict[str, list[tuple[str, str]]]:
    """Return the links of findings to their history, as text and address."""
    findings = {finding["id"]: finding for finding in built.page("regions/upper-river").select(".finding")}
    found = {id: finding.select(".finding-source a:has(.history-link)") for id, finding in findings.items()}
    return {id: [(text_of(link), link["href"]) for link in links] for id, links in found.items() if links}


def read_footer(built: Built, page: str) -> str:
    return text_of(built.page(page).select_one(".colophon"))


def test_finding_links_to_history_with_releases(next_release: Built) -> None:
    assert read_change_marks(next_release) == {
        "locks-stood-still": [
            ("Changed in 1.1; support or sources changed in 1.10; changed in 2.0", "../history.html#locks-stood-still")
        ],
        "locks-in-2030": [("Added in 1.10", "../history.html#locks-in-2030")],
    }


def edit_after_release(site: Site) -> None:
    """Change a finding and give the reason, change a summary, and add a finding."""
    why = "changed:\n- finding: locks-stood-still\n  since: '1.10'\n  why: The yearbook has another word.\n"
    site.edit("source/ledger.yaml", "changed: []\n", why)
    page = "pages/regions/upper-river.md"
    site.edit(page, "summary: Two locks", "summary: Both locks")
    site.edit(page, "locks were closed", "locks stood idle")
    append_text(site, page, ":::{finding} locks-of-2031\n:from: UP-1\nTwo of five locks were open.\n:::")


@pytest.fixture(scope="module")
def changed_since(_released: tuple[Site, Path, Built], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site with three releases and later changes; read-only."""
    site = Site(tmp_path_factory.mktemp("since"), "test-ports")
    shutil.copytree(_released[1], site.folder, ignore=shutil.ignore_patterns("built"), dirs_exist_ok=True)
    edit_after_release(site)
    return site.build(only="index regions/upper-river changes history", html_theme="dossier")


@pytest.mark.parametrize("page", ["index", "regions/upper-river", "changes"])
def test_footer_shows_release_and_later_changes(built: Built, changed_since: Built, page: str) -> None:
    assert "Release 1.10 of 20 May 2032." in read_footer(built, page)
    assert "Release 1.10 of 20 May 2032, changed since." in read_footer(changed_since, page)


def test_footer_links_to_change_log_of_any_docname(released: Site) -> None:
    released.write("pages/log.md", "# Log\n\n:::{changes}\n:::\n")
    released.remove("pages/changes.md")
    released.edit("pages/index.md", "changes\n", "log\n")
    footer = released.build(only="index", html_theme="dossier").page("index").select_one(".colophon")
    assert ("All changes", "log.html") in links(footer)


def test_change_log_counts_changes_since_last_release(built: Built, changed_since: Built) -> None:
    assert changed_since.warnings == []
    page = changed_since.page("changes")
    heading = page.select_one("#since-release")
    assert text_of(heading) == "Since release 1.10"
    counts = [text_of(item) for item in heading.find_next("ul")("li")]
    assert counts == ["Findings: 1 added, 1 changed, 0 removed.", "Other records: 0 added, 1 changed, 0 removed."]
    assert heading.find_next(id="release-1-10")
    assert not built.page("changes").select_one("#since-release")


def test_finding_shows_change_since_last_release(changed_since: Built) -> None:
    assert read_change_marks(changed_since) == {
        "locks-stood-still": [
            ("Changed in 1.1; support or sources changed in 1.10; changed since 1.10", "../history.html#locks-stood-still")
        ],
        "locks-in-2030": [("Added in 1.10", "../history.html#locks-in-2030")],
        "locks-of-2031": [("Added since 1.10", "../history.html#locks-of-2031")],
    }


def test_changes_of_other_records_are_shown_until_next_release(released: Site) -> None:
    assert "changed since" not in read_footer(released.build(html_theme="dossier", only="index"), "index")
    released.edit("source/events.yaml", "title: A new quay", "title: A quay")
    assert "changed since" in read_footer(released.build(html_theme="dossier"), "index")
    released.edit("pages/regions/upper-river.md", "summary: Two locks", "summary: Both locks")
    again = released.build(html_theme="dossier")
    assert "Other records: 0 added, 2 changed, 0 removed." in text_of(again.page("changes").select_one("body"))
    assert released.build("clean", html_theme="dossier").files() == again.files()
    assert make_release(released, "2.0", "2033-01-01").status == 0
    assert "changed since" not in read_footer(released.build(html_theme="dossier", only="index"), "index")


def test_history_can_be_divided_among_pages_by_folder(released: Site) -> None:
    released.write("pages/other.md", "# Other history\n\n:::{finding-history} pillars actors\n:::\n")
    released.edit("pages/changes.md", "# Changes\n", "# Changes\n\n```{toctree}\nother\n```\n")
    released.edit("pages/pillars/dredging.md", "out of the tolls", "from the tolls")
    built = released.build(only="changes history other pillars/dredging")
    assert built.warnings == []
    assert [heading["id"] for heading in built.page("history").select("h3.rubric")] == ["locks-stood-still", "locks-in-2030"]
    assert [heading["id"] for heading in built.page("other").select("h3.rubric")] == ["dredging-is-paid-from-tolls"]
    mark = built.page("pillars/dredging").select_one(".finding-source a:has(.history-link)")
    assert mark["href"] == "../other.html#dredging-is-paid-from-tolls"


def test_history_of_unknown_folder_is_reported(released: Site) -> None:
    released.write("pages/first.md", "# First\n\n:::{finding-history} region\n:::\n")
    assert "pages/first.md:3: [directive-subject] {finding-history} cannot show “region”; " in released.check().err


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("UP-1", "UP-2", "UP-1; now UP-2"),
        ("", "UP-1", "none; now UP-1"),
        ("UP-1", "UP-1; UP-2", "Added: UP-2"),
        ("UP-1; UP-2", "UP-2; UP-3", "Added: UP-3. Removed: UP-1"),
        ("UP-1; UP-2", "UP-2; UP-1", "UP-1; UP-2; now UP-2; UP-1"),
    ],
)
def test_change_of_list_names_added_and_removed_items(before: str, after: str, message: str) -> None:
    assert Difference("passages", before, after, ()).in_one_line() == message


def parse_feed(built: Built) -> ET.Element:
    return ET.fromstring((built.folder / "changes.atom").read_bytes())


def test_pages_link_to_feed(built: Built) -> None:
    assert built.page("index").select_one("link[type='application/atom+xml']")["href"] == "changes.atom"
    assert built.page("regions/river").select_one("link[type='application/atom+xml']")["href"] == "../changes.atom"


def test_feed_has_entry_for_each_release_and_changed_finding(released: Site, next_release: Built) -> None:
    feed = parse_feed(next_release)
    entries = [(entry.find(f"{ATOM}title").text, entry.find(f"{ATOM}updated").text) for entry in feed.iter(f"{ATOM}entry")]
    assert entries == [
        ("Release 2.0", "2033-01-01T00:00:00Z"),
        ("Changed: Two of five locks stood idle, which Silting made worse. (Upper river)", "2033-01-01T00:00:00Z"),
        ("Release 1.10", "2032-05-20T00:00:00Z"),
        ("Added: Two of five locks were of no use. (Upper river)", "2032-05-20T00:00:00Z"),
        ("Changed: Two of five locks were closed, which Silting made worse. (Upper river)", "2032-05-20T00:00:00Z"),
        ("Removed: Two of five locks were of no use. (Upper river)", "2032-05-20T00:00:00Z"),
        ("Release 1.1", "2032-02-01T00:00:00Z"),
        ("Added: Two of five locks were of no use. (Upper river)", "2032-02-01T00:00:00Z"),
        ("Changed: Two of five locks were closed, which Silting made worse. (Upper river)", "2032-02-01T00:00:00Z"),
        ("Release 1.0", "2032-01-31T00:00:00Z"),
    ]
    assert feed.find(f"{ATOM}updated").text == "2033-01-01T00:00:00Z"
    address = "https://ports.example/regions/upper-river.html#locks-stood-still"
    assert [link.get("href") for link in feed.iter(f"{ATOM}link")].count(address) == 3
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "https://ports.example/changes.atom"
    removed = feed.findall(f"{ATOM}entry")[5].find(f"{ATOM}link").get("href")
    assert removed == "https://ports.example/changes.html#release-1-10"
    content = [entry.find(f"{ATOM}content").text for entry in feed.iter(f"{ATOM}entry")]
    assert content[-1] == f"<p>First published: {count_findings(released) - 1} findings.</p>"
    assert content[8] == (
        "<p>Before: Two of five locks <del>stood still</del>, which Silting made worse.</p>"
        "<p>After: Two of five locks <ins>were closed</ins>, which Silting made worse.</p>"
    )


def test_feed_has_required_atom_elements(built: Built) -> None:
    feed = parse_feed(built)
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        assert [len(part.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated", "link")] == [1, 1, 1, 1]
        assert part.find(f"{ATOM}id").text.startswith("urn:uuid:")
    assert feed.find(f"{ATOM}author/{ATOM}name").text


def test_ids_of_feed_entries_are_permanent(built: Built, next_release: Built) -> None:
    def ids(site: Built) -> list[str]:
        return [entry.find(f"{ATOM}id").text for entry in parse_feed(site).iter(f"{ATOM}entry")]

    first = ids(built)
    assert len(set(first)) == len(first)
    assert ids(next_release)[2:] == first


def test_rebuild_after_new_release_equals_clean_build(ports_with_change_pages: Site) -> None:
    make_release(ports_with_change_pages, "1.0", "2032-01-31")
    ports_with_change_pages.build()
    reword_finding(ports_with_change_pages)
    assert "Since release 1.0" in read_history(ports_with_change_pages.build(), "locks-stood-still")
    make_release(ports_with_change_pages, "1.1", "2032-02-01")
    again, clean = ports_with_change_pages.build().files(), ports_with_change_pages.build("clean").files()
    assert [path for path in clean if again.get(path) != clean[path]] == []
    assert b"Release 1.1" in again["changes.html"] and b"Release 1.1" in again["history.html"]


def test_support_is_derived_for_old_releases(ports: Site) -> None:
    make_release(ports, "1.0", "2032-01-31")
    path = ports.folder / "source/releases/1.0.json"
    old = json.loads(path.read_text())
    for finding in old["findings"]:
        del finding["support"]
        finding["standing"] = "corrected"
    path.write_text(json.dumps(old, indent=1))
    snapshots = {finding.id: finding.support for finding in read_source(ports.folder / "source").releases[0].findings}
    assert snapshots["locks-stood-still"] == "corroborated"
    assert snapshots["dredging-is-paid-from-tolls"] == "single-source"
