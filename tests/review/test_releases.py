"""Releases: snapshots of the findings, the change log between them, and the feed."""

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
from tests.search.asked import Search
from tests.support import Built, Outcome, Site, kept, links, restored, text_of

pytestmark = pytest.mark.xdist_group("releases")
ATOM = "{http://www.w3.org/2005/Atom}"


def log(site: Site) -> Site:
    """Add a page of changes, and one with the history of findings."""
    site.write("pages/changes.md", "# Changes\n\n:::{changes}\n:::\n")
    site.write("pages/history.md", "# History\n\n:::{finding-history} regions\n:::\n")
    site.edit("pages/index.md", "evidence/index", "evidence/index\nchanges\nhistory")
    return site


@pytest.fixture
def logged(rebuilt_ports: Site) -> Site:
    """The report on river ports, with pages of changes."""
    return log(rebuilt_ports)


def release(site: Site, version: str, day: str) -> Outcome:
    return site.command("release", version, "--date", day, "--pages", "pages", "--source", "source")


def reword(site: Site) -> None:
    site.edit("pages/regions/upper-river.md", "Two of five locks stood still", "Two of five locks were closed")


def add(site: Site) -> None:
    finding = "\n:::{finding} locks-of-2030\n:from: UP-1\nTwo of five locks were of no use.\n:::\n"
    site.write("pages/regions/upper-river.md", (site.folder / "pages/regions/upper-river.md").read_text() + finding)


def count(site: Site) -> int:
    """Return the number of findings."""
    return sum(path.read_text().count(":::{finding}") for path in (site.folder / "pages").rglob("*.md"))


def retire(site: Site) -> None:
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
    logged = log(Site(tmp_path_factory.mktemp("released") / "site", "test-ports"))
    for version, day, changes in (
        ("1.0", "2032-01-31", []),
        ("1.1", "2032-02-01", [add, reword]),
        ("1.10", "2032-05-20", [retire, drop_evidence]),
    ):
        for change in changes:
            change(logged)
        written = f"source/releases/{version}.json\nsource/ledger.yaml\nCHANGELOG.md\n"
        assert release(logged, version, day) == Outcome(0, written, "")
    logged.remove("source/exceptions.yaml")
    return kept(logged, html_theme="dossier")


@pytest.fixture
def released(_released: tuple[Site, Path, Built]) -> Site:
    """Three releases: all findings, one added and one reworded, one retired and one with less evidence; built once."""
    return restored(*_released[:2])


@pytest.fixture(scope="module")
def built(_released: tuple[Site, Path, Built]) -> Built:
    """The site with the three releases; read-only."""
    return _released[2]


@pytest.fixture(scope="module")
def moved_on(_released: tuple[Site, Path, Built], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The same with a base URL and, a year later, one more finding reworded; read-only."""
    site = Site(tmp_path_factory.mktemp("moved-on"), "test-ports")
    shutil.copytree(_released[1], site.folder, ignore=shutil.ignore_patterns("built"), dirs_exist_ok=True)
    site.edit("pages/regions/upper-river.md", "locks were closed", "locks stood idle")
    assert release(site, "2.0", "2033-01-01").status == 0
    return site.build(only="regions/upper-river changes", html_baseurl="https://ports.example/")


def test_a_release_keeps_every_finding_with_the_checksum_of_its_text(ports: Site) -> None:
    release(ports, "1.0", "2032-01-31")
    kept = json.loads((ports.folder / "source/releases/1.0.json").read_text())
    assert (kept["version"], kept["date"], len(kept["findings"])) == ("1.0", "2032-01-31", count(ports))
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
    ("version", "day", "said"),
    [
        ("one", "2032-03-01", "“one” is not a version; write numbers separated by dots, such as 1.1"),
        ("1.2", "1 March 2032", "“1 March 2032” is not a date; write it as YYYY-MM-DD"),
        ("1.2", "2032-02-30", "“2032-02-30” is not a date; write it as YYYY-MM-DD"),
        ("1.1", "2032-03-01", "release 1.1 does not follow 1.1; give it a higher version"),
        ("1.0.5", "2032-03-01", "release 1.0.5 does not follow 1.1; give it a higher version"),
        ("1.2", "2032-01-30", "release 1.2 of 2032-01-30 would be older than 1.1 of 2032-01-31; give it a later date"),
    ],
)
def test_a_release_that_does_not_follow_is_refused(ports: Site, version: str, day: str, said: str) -> None:
    release(ports, "1.1", "2032-01-31")
    assert release(ports, version, day) == Outcome(1, "", f"source/releases/{version}.json:1: [release] {said}\n")
    assert [path.name for path in (ports.folder / "source/releases").iterdir()] == ["1.1.json"]


def test_a_file_in_the_way_of_a_release_is_told(ports: Site) -> None:
    ports.write("source/releases", "")
    said = "dossier: source/releases: File exists; remove what is in the way, or make it writable\n"
    assert release(ports, "1.0", "2032-01-31") == Outcome(1, "", said)


def test_a_dossier_that_breaks_a_rule_is_not_released(ports: Site) -> None:
    ports.edit("pages/regions/upper-river.md", "Two of five", "Two of six")
    before = (ports.folder / "source/ledger.yaml").read_text()
    outcome = release(ports, "1.0", "2032-01-31")
    assert outcome.status == 1
    assert re.match(r"pages/regions/upper-river\.md:\d+: \[numbers\] “six”", outcome.err)
    assert not (ports.folder / "source/releases").exists() and not (ports.folder / "CHANGELOG.md").exists()
    assert (ports.folder / "source/ledger.yaml").read_text() == before


def test_a_release_enters_new_findings_in_the_ledger_and_sets_the_version(ports: Site) -> None:
    ports.write("CITATION.cff", "cff-version: 1.2.0\nversion: '0.9'\n")
    add(ports)
    assert release(ports, "1.0", "2032-01-31").status == 0
    assert "- locks-of-2030\n" in (ports.folder / "source/ledger.yaml").read_text()
    assert (ports.folder / "CITATION.cff").read_text() == "cff-version: 1.2.0\nversion: '1.0'\n"
    assert ports.check().status == 0


def test_the_change_log_of_the_repository_is_made_from_the_releases(released: Site) -> None:
    text = (released.folder / "CHANGELOG.md").read_text()
    assert re.findall("^## (.*)", text, re.MULTILINE) == ["1.10, 2032-05-20", "1.1, 2032-02-01", "1.0, 2032-01-31"]
    assert f"First published: {count(released) - 1} findings." in text
    assert "Findings: 1 added, 1 changed, 0 removed." in text


SUMMARY = "locks of the upper river stood still."
CITED = "Nothing that waited there for the water went on to the {pillar}`dredging` {cite:p}`lock-keepers-2030`."
LONG = (
    "Two of five locks stood still, as did every boat that waited below them from early in the drought until the water came back"
)


@pytest.fixture(scope="module")
def restated(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site with two releases; the second changes a summary, a link and a finding, and adds a provision and paragraphs."""
    use("un")
    site, page = log(Site(tmp_path_factory.mktemp("restated"), "test-ports")), "pages/regions/upper-river.md"
    site.edit(page, "Two of five locks stood still", LONG)
    append(site, page, CITED)
    site.write("source/dataset.yaml", DATASET)
    style = (site.folder / "source/style.yaml").read_text()
    site.write("source/style.yaml", re.sub("^free: .*\n", "", style, flags=re.MULTILINE) + "free: [views]\n")
    assert release(site, "1.0", "2032-01-31").status == 0
    site.edit(page, "summary: Two locks", "summary: Both locks")
    site.edit(page, "to the {pillar}`dredging`", "to the {region}`lower-river`")
    reword(site)
    append(site, "pages/views.md", "Of the site.")
    append(site, "pages/glossary.md", "Of the report.")
    append(site, "pages/resolutions/114.md", ":::{provision}\n:evidence: a-114\nBoats pass by day.\n:::")
    assert release(site, "1.1", "2032-02-01").status == 0
    return site.build(only="changes history")


def append(site: Site, page: str, text: str) -> None:
    site.write(page, (site.folder / page).read_text() + f"\n{text}\n")


def changed_fields(built: Built, release: str) -> list[tuple[str, ...]]:
    """Return what the data file has on a release: the kind, id, place, kind of change, field, and values."""
    rows = json.loads((built.folder / "data/changes.json").read_text())
    shown = ("kind", "id", "where", "what", "field", "before", "after")
    return [tuple(row[name] for name in shown) for row in rows if row["release"] == release]


def test_the_file_of_changes_has_records_but_no_prose(restated: Built) -> None:
    page = "regions/upper-river"
    assert [row for row in changed_fields(restated, "1.1") if row[1] != "locks-stood-still"] == [
        ("page", page, page, "changed", "summary", f"Two {SUMMARY}", f"Both {SUMMARY}"),
        ("provision", "", "resolutions/114", "added", "text", "", "Boats pass by day."),
        ("provision", "", "resolutions/114", "added", "evidence", "", "a-114"),
    ]


def test_the_feed_tells_the_findings_only(restated: Built) -> None:
    entries = feed_of(restated).iter(f"{ATOM}entry")
    said = {entry.find(f"{ATOM}title").text: entry.find(f"{ATOM}content").text for entry in entries}
    assert said["Release 1.1"] == "<p>Findings: 0 added, 1 changed, 0 removed.</p>"
    assert len(said) == 3


def test_the_change_log_counts_records_on_the_report_but_no_prose(restated: Built) -> None:
    counted = "Findings: 0 added, 1 changed, 0 removed. Provisions: 1 added, 0 changed, 0 removed. Other records: 0 added"
    assert counted in (restated.folder.parents[1] / "CHANGELOG.md").read_text()
    assert counted in text_of(restated.page("changes").select_one("body"))


def test_statements_of_a_release_that_were_edited_are_found(ports: Site) -> None:
    release(ports, "1.0", "2032-01-31")
    ports.edit("source/releases/1.0.json", "Two locks of the upper river stood still.", "All locks stood still.")
    assert "the statements are not those that were released" in ports.check().err


def test_a_release_that_was_edited_is_found_at_its_line(ports: Site) -> None:
    release(ports, "1.0", "2032-01-31")
    ports.edit("source/releases/1.0.json", "Two of five locks stood still", "Three of five locks stood still")
    lines = (ports.folder / "source/releases/1.0.json").read_text().splitlines()
    found = ports.check().lines
    assert len(found) == 1
    place, _, said = found[0].partition(": ")
    assert said.startswith("[schema] findings.") and "“locks-stood-still” is not the one that was released; restore" in said
    assert place.startswith("source/releases/1.0.json:")
    assert "{" in lines[int(place.rpartition(":")[2]) - 1]


def test_a_release_in_a_file_of_another_name_is_found(ports: Site) -> None:
    release(ports, "1.0", "2032-01-31")
    (ports.folder / "source/releases/1.0.json").rename(ports.folder / "source/releases/2.0.json")
    said = "source/releases/2.0.json:1: [release] the file of release 1.0 has the name of 2.0; name it 1.0.json"
    assert ports.check().lines == [said]


def test_without_the_page_of_changes_no_page_links_to_the_feed(released: Site) -> None:
    built = released.build(html_theme="dossier", only="changes regions/river")
    assert "changes.atom" in (built.folder / "regions/river.html").read_text()
    released.edit("pages/changes.md", ":::{changes}\n:::\n", "")
    without = released.build(html_theme="dossier").folder
    assert "changes.atom" not in (without / "regions/river.html").read_text()
    assert not (without / "changes.atom").exists()


def test_before_the_first_release_the_page_says_so_and_there_is_no_feed(logged: Site) -> None:
    built = logged.build(only="index changes history")
    assert built.warnings == []
    assert "Nothing has been released yet." in text_of(built.page("changes").select_one("body"))
    assert not (built.folder / "changes.atom").exists()
    assert not built.page("index").select("link[type='application/atom+xml']")


def test_the_page_lists_what_each_release_changed_the_newest_first(released: Site, built: Built) -> None:
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
    assert f"First published: {count(released) - 1} findings." in text


def history(built: Built, finding: str) -> list[str]:
    """Return the texts in the history of a finding, up to the next finding."""
    first = built.page("history").find(id=finding)
    after = [part for part in first.find_all_next(["p", "dt", "dd", "h2", "h3"]) if part.parent.name != "dd"]
    end = next((at for at, part in enumerate(after) if part.name in ("h2", "h3")), len(after))
    texts = [text_of(part) for part in after[:end]]
    return texts[: texts.index("Page") if "Page" in texts else None]


def test_the_history_of_a_finding_has_each_change_in_full_the_newest_first(restated: Built, since: Built) -> None:
    assert history(since, "locks-stood-still")[:10] == [
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
    assert history(since, "locks-in-2030")[:1] == ["Release 1.10, 20 May 2032: added"]
    assert history(since, "locks-of-2031")[:1] == ["Since release 1.10: added"]
    assert f"{LONG}, which Silting made worse." in history(restated, "locks-stood-still")


def test_the_history_marks_the_words_that_changed_and_has_no_other_finding(since: Built) -> None:
    page = since.page("history")
    assert [text_of(mark) for mark in page.select("del, ins")] == ["were closed", "stood idle", "stood still", "were closed"]
    assert [heading["id"] for heading in page.select("h3.rubric")] == ["locks-stood-still", "locks-in-2030", "locks-of-2031"]
    assert [text_of(heading) for heading in page.select("h2.rubric")] == ["Upper river"]
    assert page.select_one("#locks-in-2030 a")["href"] == "regions/upper-river.html#locks-in-2030"


def test_the_words_that_a_release_changed_are_not_searched(built: Built) -> None:
    assert "stood still" in text_of(built.page("history").select_one("body"))
    assert "stood still" not in str(Search(built.folder).parts("history"))


def marks(built: Built) -> dict[str, list[tuple[str, str]]]:
    """Return the marks of change of each finding of a page: their text and their address."""
    findings = {finding["id"]: finding for finding in built.page("regions/upper-river").select(".finding")}
    found = {id: finding.select(".finding-source a:has(.history-link)") for id, finding in findings.items()}
    return {id: [(text_of(link), link["href"]) for link in links] for id, links in found.items() if links}


def footer(built: Built, page: str) -> str:
    return text_of(built.page(page).select_one(".colophon"))


def test_a_finding_leads_to_its_history_and_names_the_releases_that_changed_its_words(moved_on: Built) -> None:
    assert marks(moved_on) == {
        "locks-stood-still": [
            ("Changed in 1.1; support or sources changed in 1.10; changed in 2.0", "../history.html#locks-stood-still")
        ],
        "locks-in-2030": [("Added in 1.10", "../history.html#locks-in-2030")],
    }


def change_since(site: Site) -> None:
    """Change a site after its last release: a finding, with the reason, a summary, and one more finding."""
    why = "changed:\n- finding: locks-stood-still\n  since: '1.10'\n  why: The yearbook has another word.\n"
    site.edit("source/ledger.yaml", "changed: []\n", why)
    page = "pages/regions/upper-river.md"
    site.edit(page, "summary: Two locks", "summary: Both locks")
    site.edit(page, "locks were closed", "locks stood idle")
    append(site, page, ":::{finding} locks-of-2031\n:from: UP-1\nTwo of five locks were open.\n:::")


@pytest.fixture(scope="module")
def since(_released: tuple[Site, Path, Built], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site with the three releases, changed since; read-only."""
    site = Site(tmp_path_factory.mktemp("since"), "test-ports")
    shutil.copytree(_released[1], site.folder, ignore=shutil.ignore_patterns("built"), dirs_exist_ok=True)
    change_since(site)
    return site.build(only="index regions/upper-river changes history", html_theme="dossier")


@pytest.mark.parametrize("page", ["index", "regions/upper-river", "changes"])
def test_every_page_says_that_the_site_has_changed_since_its_last_release(built: Built, since: Built, page: str) -> None:
    assert "Release 1.10 of 20 May 2032." in footer(built, page)
    assert "Release 1.10 of 20 May 2032, changed since." in footer(since, page)


def test_the_foot_of_a_page_leads_to_the_change_log_whatever_its_name(released: Site) -> None:
    released.write("pages/log.md", "# Log\n\n:::{changes}\n:::\n")
    released.remove("pages/changes.md")
    released.edit("pages/index.md", "changes\n", "log\n")
    foot = released.build(only="index", html_theme="dossier").page("index").select_one(".colophon")
    assert ("All changes", "log.html") in links(foot)


def test_the_page_counts_what_has_changed_since_the_last_release(built: Built, since: Built) -> None:
    assert since.warnings == []
    page = since.page("changes")
    heading = page.select_one("#since-release")
    assert text_of(heading) == "Since release 1.10"
    counts = [text_of(item) for item in heading.find_next("ul")("li")]
    assert counts == ["Findings: 1 added, 1 changed, 0 removed.", "Other records: 0 added, 1 changed, 0 removed."]
    assert heading.find_next(id="release-1-10")
    assert not built.page("changes").select_one("#since-release")


def test_a_finding_says_that_it_has_changed_since_the_last_release(since: Built) -> None:
    assert marks(since) == {
        "locks-stood-still": [
            ("Changed in 1.1; support or sources changed in 1.10; changed since 1.10", "../history.html#locks-stood-still")
        ],
        "locks-in-2030": [("Added in 1.10", "../history.html#locks-in-2030")],
        "locks-of-2031": [("Added since 1.10", "../history.html#locks-of-2031")],
    }


def test_a_change_outside_the_findings_also_reaches_every_page_and_ends_with_the_next_release(released: Site) -> None:
    assert "changed since" not in footer(released.build(html_theme="dossier", only="index"), "index")
    released.edit("source/events.yaml", "title: A new quay", "title: A quay")
    assert "changed since" in footer(released.build(html_theme="dossier"), "index")
    released.edit("pages/regions/upper-river.md", "summary: Two locks", "summary: Both locks")
    again = released.build(html_theme="dossier")
    assert "Other records: 0 added, 2 changed, 0 removed." in text_of(again.page("changes").select_one("body"))
    assert released.build("clean", html_theme="dossier").files() == again.files()
    assert release(released, "2.0", "2033-01-01").status == 0
    assert "changed since" not in footer(released.build(html_theme="dossier", only="index"), "index")


def test_the_history_may_be_divided_among_pages_by_folder(released: Site) -> None:
    released.write("pages/other.md", "# Other history\n\n:::{finding-history} pillars actors\n:::\n")
    released.edit("pages/changes.md", "# Changes\n", "# Changes\n\n```{toctree}\nother\n```\n")
    released.edit("pages/pillars/dredging.md", "out of the tolls", "from the tolls")
    built = released.build(only="changes history other pillars/dredging")
    assert built.warnings == []
    assert [heading["id"] for heading in built.page("history").select("h3.rubric")] == ["locks-stood-still", "locks-in-2030"]
    assert [heading["id"] for heading in built.page("other").select("h3.rubric")] == ["dredging-is-paid-from-tolls"]
    mark = built.page("pillars/dredging").select_one(".finding-source a:has(.history-link)")
    assert mark["href"] == "../other.html#dredging-is-paid-from-tolls"


def test_the_history_of_a_folder_that_there_is_not_cannot_be_shown(released: Site) -> None:
    released.write("pages/first.md", "# First\n\n:::{finding-history} region\n:::\n")
    assert "pages/first.md:3: [directive-subject] {finding-history} cannot show “region”; " in released.check().err


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("UP-1", "UP-2", "UP-1; now UP-2"),
        ("", "UP-1", "none; now UP-1"),
        ("UP-1", "UP-1; UP-2", "Added: UP-2"),
        ("UP-1; UP-2", "UP-2; UP-3", "Added: UP-3. Removed: UP-1"),
        ("UP-1; UP-2", "UP-2; UP-1", "UP-1; UP-2; now UP-2; UP-1"),
    ],
)
def test_of_a_list_only_what_is_new_or_gone_is_said(before: str, after: str, said: str) -> None:
    assert Difference("passages", before, after, ()).in_one_line() == said


def feed_of(built: Built) -> ET.Element:
    return ET.fromstring((built.folder / "changes.atom").read_bytes())


def test_every_page_leads_to_the_feed(built: Built) -> None:
    assert built.page("index").select_one("link[type='application/atom+xml']")["href"] == "changes.atom"
    assert built.page("regions/river").select_one("link[type='application/atom+xml']")["href"] == "../changes.atom"


def test_the_feed_has_an_entry_for_each_release_and_each_finding_that_it_changed(released: Site, moved_on: Built) -> None:
    feed = feed_of(moved_on)
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
    assert content[-1] == f"<p>First published: {count(released) - 1} findings.</p>"
    assert content[8] == (
        "<p>Before: Two of five locks <del>stood still</del>, which Silting made worse.</p>"
        "<p>After: Two of five locks <ins>were closed</ins>, which Silting made worse.</p>"
    )


def test_a_feed_has_what_every_atom_feed_must_have(built: Built) -> None:
    feed = feed_of(built)
    for part in (feed, *feed.iter(f"{ATOM}entry")):
        assert [len(part.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated", "link")] == [1, 1, 1, 1]
        assert part.find(f"{ATOM}id").text.startswith("urn:uuid:")
    assert feed.find(f"{ATOM}author/{ATOM}name").text


def test_an_entry_keeps_its_id_for_ever_and_wherever_the_site_stands(built: Built, moved_on: Built) -> None:
    def ids(site: Built) -> list[str]:
        return [entry.find(f"{ATOM}id").text for entry in feed_of(site).iter(f"{ATOM}entry")]

    first = ids(built)
    assert len(set(first)) == len(first)
    assert ids(moved_on)[2:] == first


def test_a_new_release_reaches_pages_that_were_built_before(logged: Site) -> None:
    release(logged, "1.0", "2032-01-31")
    logged.build()
    reword(logged)
    assert "Since release 1.0" in history(logged.build(), "locks-stood-still")
    release(logged, "1.1", "2032-02-01")
    again, clean = logged.build().files(), logged.build("clean").files()
    assert [path for path in clean if again.get(path) != clean[path]] == []
    assert b"Release 1.1" in again["changes.html"] and b"Release 1.1" in again["history.html"]


def test_a_release_that_has_standings_is_read_with_the_support_that_its_evidence_gave(ports: Site) -> None:
    release(ports, "1.0", "2032-01-31")
    path = ports.folder / "source/releases/1.0.json"
    old = json.loads(path.read_text())
    for finding in old["findings"]:
        del finding["support"]
        finding["standing"] = "corrected"
    path.write_text(json.dumps(old, indent=1))
    snapshots = {finding.id: finding.support for finding in read_source(ports.folder / "source").releases[0].findings}
    assert snapshots["locks-stood-still"] == "corroborated"
    assert snapshots["dredging-is-paid-from-tolls"] == "single-source"
