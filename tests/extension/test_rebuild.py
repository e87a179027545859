"""Incremental builds: the same bytes as a clean build, with as little work as possible."""

from __future__ import annotations

import os
import pickle
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sphinx.builders.html._assets import _file_checksum_inner

from dossier import extension
from dossier.graph import Dossier
from dossier.html import incremental
from dossier.model.problem import Problem
from dossier.parser.source import read_source
from dossier.rules import Rule, rules
from tests.support import Built, Site

NEW_REGION = """\
---
summary: Silt lies in the delta too.
sections: [LOW]
part_of: river
---
# The delta

:::{finding} silt-in-the-delta
:from: LOW-2
{threat}`silting` narrowed the channel as far as the delta, which {region}`the lower river <lower-river>` feeds.
:::
"""

NEW_PASSAGES = """\
section: UP
passages:
- id: UP-2
  kind: bullet
  paraphrase: Cranes were idle.
"""


def add_page(site: Site) -> None:
    site.write("pages/regions/delta.md", NEW_REGION)
    site.edit("pages/regions/index.md", "upper-river", "upper-river\ndelta")


def remove_page(site: Site) -> None:
    site.remove("pages/regions/upper-river.md")
    site.edit("pages/regions/index.md", "upper-river\n", "")


def rename_page(site: Site) -> None:
    (site.folder / "pages/threat/silting.md").rename(site.folder / "pages/threat/silt.md")
    site.edit("pages/index.md", "threat/silting", "threat/silt")


def move_finding(site: Site) -> None:
    text = (site.folder / "pages/regions/river.md").read_text()
    page, fence, finding = text.partition(":::{finding}")
    site.write("pages/regions/river.md", page)
    site.edit("pages/regions/upper-river.md", "made worse.\n:::\n", f"made worse.\n:::\n\n{fence}{finding}")


def change_title_in_older_file(site: Site) -> None:
    site.edit("pages/regions/river.md", "# The whole river", "# The river from end to end")
    os.utime(site.folder / "pages/regions/river.md", (0, 0))


def add_passage_in_new_file(site: Site) -> None:
    site.write("source/passages/upper-2.yaml", NEW_PASSAGES)


def remove_passage(site: Site) -> None:
    text = (site.folder / "source/passages/lower.yaml").read_text()
    site.write("source/passages/lower.yaml", text.partition("\n- id: LOW-2")[0])


def replacing(*changes: tuple[str, str, str]) -> Callable[[Site], None]:
    """Return a function that replaces texts in files. No page shows two of these texts, so no change hides another."""

    def edit(site: Site) -> None:
        for path, old, new in changes:
            site.edit(path, old, new)

    return edit


EDITS: dict[str, dict[str, tuple[Callable[[Site], None], str]]] = {
    "content of pages": {
        "the evidence of a finding, why one was retired, the head of an actor, and a term of the glossary": (
            replacing(
                ("pages/regions/upper-river.md", ":evidence: lock-keepers-2030\n", ""),
                ("source/ledger.yaml", "after all.", "in the end."),
                ("pages/actors/harbour-board.md", "Edda Vane", "Edda Crane"),
                ("pages/glossary.md", "A flat boat.", "A flat boat without sails."),
            ),
            "actors/harbour-board evidence/bibliography evidence/upper glossary "
            "regions/lower-river regions/upper-river resolutions/207 threat/silting views",
        ),
        "the facets of a finding, and a correction": (
            replacing(
                ("pages/regions/upper-river.md", "{threat}`silting`", "{actor}`harbour-board`"),
                ("source/passages/lower.yaml", "reading: 4,000 barges", "reading: some 4,000 barges"),
            ),
            "actors/harbour-board evidence/lower evidence/upper regions/lower-river "
            "regions/upper-river resolutions/207 threat/silting views",
        ),
        "the title of a page, by a file with an older date": (
            change_title_in_older_file,
            "regions/index regions/lower-river regions/river regions/upper-river resolutions/114 views",
        ),
        "the year of a resolution": (
            replacing(("pages/resolutions/114.md", "year: 2029", "year: 2028")),
            "evidence/lower evidence/tolls regions/river resolutions/114 resolutions/207 resolutions/index views",
        ),
        "a summary, an alias and the sections of pages, and the first words of a passage": (
            replacing(
                ("pages/regions/upper-river.md", "summary: Two locks", "summary: Two of the locks"),
                ("pages/actors/harbour-board.md", "Board of Ports", "Board of Quays"),
                ("pages/pillars/dredging.md", "sections: [LOW, TOLL]", "sections: [TOLL]"),
                ("source/passages/lower.yaml", "Silt narrowed", "Sand narrowed"),
            ),
            "actors/harbour-board evidence/index evidence/lower pillars/dredging regions/index regions/upper-river views",
        ),
        "the State of a finding, and the expansion of a name": (
            replacing(
                ("source/style.yaml", "words: [Ostrel]", "words: [barges]"),
                ("source/style.yaml", "Assembly (resolution 114): ''", "Harbour Board: Board"),
            ),
            "views",
        ),
        "the subject of a resolution": (
            replacing(("pages/resolutions/114.md", "subject: ", "subject: Free ")),
            "actors/gauge-office actors/harbour-board pillars/dredging regions/lower-river "
            "regions/river resolutions/114 resolutions/207 resolutions/index threat/silting",
        ),
    },
    "content of the source": {
        "a paraphrase and a figure": (
            replacing(
                ("source/passages/lower.yaml", "was the busiest port", "was by far the busiest port"),
                ("source/passages/tolls.yaml", "as_of: '2030'", "as_of: '2029'"),
            ),
            "evidence/index evidence/lower evidence/tolls views",
        ),
        "a resolution tied to a passage, and the name of a term": (
            replacing(
                ("source/passages/upper.yaml", "entry: resolutions/207", "entry: resolutions/114"),
                ("pages/glossary.md", "Berth\nmooring", "Mooring"),
            ),
            "evidence/upper genindex glossary regions/lower-river regions/upper-river "
            "resolutions/114 resolutions/207 resolutions/index threat/silting views",
        ),
        "a passage in a new file": (
            add_passage_in_new_file,
            "evidence/index evidence/upper views",
        ),
        "the label and the title of references": (
            replacing(
                ("source/references.bib", "{Gauge Office, May 2031}", "{Gauge Office, 2 May 2031}"),
                ("source/references.bib", "title = {Yearbook}", "title = {The yearbook}"),
            ),
            "actors/harbour-board evidence/bibliography evidence/lower evidence/upper "
            "regions/lower-river regions/upper-river resolutions/207 views",
        ),
        "the label of the report": (
            replacing(("source/references.bib", "label = {RP/2031/7}", "label = {RP/2031/7/Rev.1}")),
            "evidence/bibliography evidence/lower pillars/dredging regions/lower-river "
            "regions/river regions/upper-river resolutions/114 views",
        ),
        "the title of a section of the report": (
            replacing(("source/report.yaml", "title: The lower river", "title: The lower river and the delta")),
            "evidence/lower pillars/dredging regions/lower-river resolutions/114 threat/silting views",
        ),
        "the id of an estimate": (
            replacing(("source/series.yaml", "- id: barges", "- id: barges-handled")),
            "views",
        ),
        "an event": (
            replacing(("source/events.yaml", "The quay was opened.", "The quay was opened at last.")),
            "views",
        ),
        "a passage removed": (
            remove_passage,
            "evidence/bibliography evidence/index evidence/lower pillars/dredging regions/lower-river views",
        ),
    },
    "the report, its series, and content of all pages": {
        "an estimate of the series": (
            replacing(("source/series.yaml", "max: 3500", "max: 3600")),
            "regions/lower-river views",
        ),
        "a report of the series": (
            replacing(("source/series.yaml", "date: '2029-05-18'", "date: '2029-04-18'")),
            "regions/lower-river views",
        ),
        "the page of the estimates": (
            replacing(("pages/views.md", ":::{estimates}\n:::\n", "")),
            "regions/lower-river views",
        ),
        "the symbol of the report and the name of its digest": (
            replacing(
                ("source/report.yaml", "symbol: RP/2031/7", "symbol: RP/2031/8"),
                ("source/report.yaml", "digest_name: Digest", "digest_name: Abstract"),
            ),
            "genindex index search views",
        ),
        "the caption of a part": (
            replacing(("pages/index.md", ":caption: Subjects", ":caption: Matters")),
            "genindex index search views",
        ),
    },
    "pages that are added, moved and removed": {
        "links of the front matter": (
            replacing(
                ("pages/regions/upper-river.md", "part_of: river\n", ""),
                ("pages/resolutions/207.md", "builds_on: ['114']\n", ""),
            ),
            "regions/index regions/river regions/upper-river resolutions/207 views",
        ),
        "the order of the pages": (
            replacing(("pages/regions/index.md", "river\nlower-river\n", "lower-river\nriver\n")),
            "regions/index regions/lower-river regions/river regions/upper-river",
        ),
        "a finding moved": (
            move_finding,
            "evidence/tolls pillars/dredging regions/index regions/river regions/upper-river resolutions/114 views",
        ),
        "a new page": (
            add_page,
            "evidence/lower pillars/dredging regions/delta regions/index "
            "regions/lower-river regions/river regions/upper-river threat/silting views",
        ),
        "a page removed": (
            remove_page,
            "evidence/bibliography evidence/upper pillars/dredging regions/index regions/lower-river "
            "regions/river resolutions/207 resolutions/index threat/silting views",
        ),
        "a page renamed": (
            rename_page,
            "genindex search threat/silt views",
        ),
        "documents that the bibliography no longer lists": (
            replacing(("pages/evidence/bibliography.md", ":all:\n", "")),
            "actors/harbour-board evidence/bibliography evidence/lower pillars/dredging regions/lower-river views",
        ),
    },
}
"""Edits in groups, made one after another, each with the pages that must change after it."""


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_incremental_build_equals_clean_build_after_edits(
    rebuilt_ports: Site, edits: dict[str, tuple[Callable[[Site], None], str]]
) -> None:
    after = Built(rebuilt_ports.folder / "built/html").files()
    for edit_name, (edit, pages) in edits.items():
        before = after
        edit(rebuilt_ports)
        rebuilt = rebuilt_ports.build()
        after = rebuilt.files()
        unchanged = {docname for docname in pages.split() if after[f"{docname}.html"] == before.get(f"{docname}.html")}
        assert unchanged == set(), f"{edit_name} does not change the page"
    clean = rebuilt_ports.build("clean")
    assert find_differences(after, clean.files()) == []
    assert rebuilt.warnings == clean.warnings


def test_output_folders_of_removed_pages_are_deleted(rebuilt_ports: Site) -> None:
    rebuilt_ports.write("pages/quays/first.md", "# The first quay\n")
    site = rebuilt_ports.build(only="quays/first").folder
    folders = [path.parent for path in site.rglob("quays/*")]
    assert len(folders) > 1
    rebuilt_ports.build(builder="dirhtml", only="index")
    shutil.rmtree(rebuilt_ports.folder / "pages/quays")
    rebuilt_ports.remove("built/doctrees/environment.pickle")  # as after a change of the extension
    rebuilt_ports.build(only="index")
    assert [folder for folder in folders if folder.exists()] == []


def test_rebuild_without_edits_reads_and_writes_nothing(rebuilt_ports: Site) -> None:
    before = Built(rebuilt_ports.folder / "built/html").files()
    rebuilt = rebuilt_ports.build()
    assert (rebuilt.read, rebuilt.written) == ([], [])
    assert find_differences(rebuilt.files(), before) == []


def test_full_build_writes_pages_that_partial_build_left_out(rebuilt_ports: Site) -> None:
    rebuilt_ports.edit("pages/regions/river.md", "# The whole river", "# The river from end to end")
    rebuilt_ports.build(only="glossary")
    assert find_differences(rebuilt_ports.build().files(), rebuilt_ports.build("clean").files()) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_rules_are_applied_again_only_to_changed_pages(rebuilt_ports: Site, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    page, log, problems = "pages/regions/lower-river.md", rebuilt_ports.folder / "applied", Rule.problems
    count = len([*(rebuilt_ports.folder / "pages").rglob("*.md")])
    applied_again = {
        f"{name} {1 if rule.reads == 'page' else count}" for name, rule in rules().items() if rule.reads != "records"
    }

    def logged(rule: Rule, dossier: Dossier) -> set[Problem]:
        with log.open("a") as file:  # rules may be applied in another process
            file.write(f"{rule.name} {len(dossier.checked)}\n")
        return problems(rule, dossier)

    def build() -> tuple[list[str], set[str]]:
        log.write_text("")
        return rebuilt_ports.build(jobs=jobs).warnings, {*log.read_text().splitlines()}

    monkeypatch.setattr(Rule, "problems", logged)
    rebuilt_ports.write("pages/views.md", "# Views\n\nNo page shows something of all others.\n")
    exception = f"{{rule: numbers, where: {page}, what: “77”, reason: The office counted them.}}"
    rebuilt_ports.write("source/exceptions.yaml", f"exceptions:\n- {exception}\n")
    rebuilt_ports.edit(page, "had up to 600,000", "had 77 boats take up to 600,000")
    assert build() == ([], {f"{name} {count}" for name in rules()})
    rebuilt_ports.edit(page, "What stands here rests", "What stands below rests")
    assert build() == ([], applied_again)
    rebuilt_ports.edit(page, "had 77 boats", "had 78 boats")
    for _ in range(2):
        reported, applied = build()
        assert [warning.rpartition(" ")[2] for warning in reported] == ["[dossier.numbers]", "[dossier.stale-exception]"]
        assert applied == {f"{name} {count}" for name in rules()}


def test_missing_data_files_are_written_again(rebuilt_ports: Site) -> None:
    folder = rebuilt_ports.folder / "built/html/data"
    names = ("findings.csv", "datapackage.json", "findings/regions/lower-river.csv")
    before = [(folder / name).read_bytes() for name in names]
    for name in names:
        (folder / name).unlink()
        rebuilt_ports.edit("pages/regions/lower-river.md", "What stands here rests on", "What stands here rests, again, on")
        rebuilt_ports.build()
        rebuilt_ports.edit("pages/regions/lower-river.md", "rests, again, on", "rests on")
    assert [(folder / name).read_bytes() for name in names] == before


def test_data_files_follow_base_url(rebuilt_ports: Site) -> None:
    rebuilt = rebuilt_ports.build(html_baseurl="https://port.example/")
    clean = rebuilt_ports.build("clean", html_baseurl="https://port.example/")
    assert find_differences(rebuilt.files(), clean.files()) == [".buildinfo.bak"]


def test_checksum_in_links_follows_style_sheet(rebuilt_ports: Site) -> None:
    checksums = []
    for colour in ("red", "green"):
        rebuilt_ports.write("pages/_static/port.css", f"h1 {{ color: {colour} }}\n")
        _file_checksum_inner.cache_clear()  # Sphinx expects one build in a process
        rebuilt = rebuilt_ports.build(html_static_path=["_static"], html_css_files=["port.css"])
        pages = [path.read_text() for path in rebuilt.folder.rglob("*.html") if path.parent.name != "_static"]
        checksums.append({re.search(r"port\.css\?v=(\w+)", page)[1] for page in pages})  # type: ignore[index]
    first, second = checksums
    assert len(first) == len(second) == 1
    assert first != second


def test_pages_are_read_again_after_change_of_extension(rebuilt_ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incremental, "code_version", lambda: 1)
    assert len(rebuilt_ports.build(only="index").read) == len([*rebuilt_ports.folder.rglob("pages/**/*.md")])


def test_caches_of_other_versions_are_ignored(rebuilt_ports: Site) -> None:
    for name in ("html.shown", "source.pickle"):
        (cache,) = rebuilt_ports.folder.rglob(name)
        cache.write_bytes(pickle.dumps(0) + b"not a pickle")
    assert len(rebuilt_ports.build().written) == len([*rebuilt_ports.folder.rglob("pages/**/*.md")])


def test_source_is_parsed_again_only_after_change_of_data_or_code(rebuilt_ports: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []
    rebuilt_ports.build()
    monkeypatch.setattr(extension, "read_source", lambda path, *parsed: read.append(path) or read_source(path, *parsed))
    rebuilt_ports.edit("pages/regions/lower-river.md", "What stands here rests", "What stands below rests")
    rebuilt_ports.build()
    assert read == []
    rebuilt_ports.edit("source/events.yaml", "text: The quay", "text: The new quay")
    rebuilt_ports.build()
    assert len(read) == 1
    monkeypatch.setattr(incremental, "code_version", lambda: 1)
    rebuilt_ports.build()
    assert len(read) == 2


def test_list_of_files_follows_page_of_passages(rebuilt_ports: Site) -> None:
    rebuilt_ports.write("pages/regions/files.md", "# Files\n\n:::{downloads}\n:::\n")
    rebuilt_ports.build(only="regions/files")
    rebuilt_ports.edit("pages/evidence/lower.md", "\n:::{passages} LOW\n:::\n", "")
    assert "regions/files" in rebuilt_ports.build().written


def test_local_edit_rewrites_only_page_and_visible_table_of_contents(
    rebuilt_ports: Site,
) -> None:
    rebuilt_ports.edit("pages/regions/lower-river.md", "Every port has", "## Moorings\n\nEvery port has")
    rebuilt = rebuilt_ports.build()
    assert (rebuilt.read, rebuilt.written) == (["regions/lower-river"], ["regions/lower-river"])
    rebuilt_ports.edit("pages/regions/index.md", ":hidden:\n", "")
    assert "Moorings" in rebuilt_ports.build().page("regions/index").get_text()
    rebuilt_ports.edit("pages/regions/lower-river.md", "## Moorings", "## Where ships lie")
    rebuilt = rebuilt_ports.build()
    assert (rebuilt.read, rebuilt.written) == (["regions/lower-river"], ["regions/index", "regions/lower-river"])
    assert find_differences(rebuilt.files(), rebuilt_ports.build("clean").files()) == []


def test_parallel_and_serial_builds_after_edit_are_equal(rebuilt_ports: Site) -> None:
    add_page(rebuilt_ports)
    rebuilt_ports.edit("source/passages/lower.yaml", "was the busiest port", "was by far the busiest port")
    two = rebuilt_ports.build(jobs=2)
    assert two.warnings == []
    assert find_differences(two.files(), rebuilt_ports.build("one").files()) == []


def find_differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the paths of files that differ or that one of two sites lacks, but for Sphinx's search index, whose order varies."""
    return sorted(path for path in (one.keys() | other.keys()) - {"searchindex.js"} if one.get(path) != other.get(path))
