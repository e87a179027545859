"""The pages of this site agree with its exported data."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import PurePosixPath

import pytest
from bs4 import Tag
from docutils.nodes import make_id

from tests.export.data import Data, format_amount, format_date
from tests.export.page import Page
from tests.support import Built, text_of

pytestmark = pytest.mark.xdist_group("same as pages")
OpenPage = Callable[[str], Page]
LABELS = {"corroborated": "Corroborated", "single-source": "Single source", "public-record": "Public record"}
CONFIDENCE = {"high": "certain", "medium": "likely", "low": "uncertain"}


@pytest.fixture(scope="session")
def data(whole_site: Built) -> Data:
    return Data(whole_site.folder / "data")


@pytest.fixture(scope="session")
def open_page(whole_site: Built) -> OpenPage:
    """Return a function that opens a page of the site; each is parsed once."""
    opened: dict[str, Page] = {}

    def page(docname: str) -> Page:
        if docname not in opened:
            opened[docname] = Page(docname, whole_site.page(docname))
        return opened[docname]

    return page


def test_pages_have_findings_of_data(whole_site: Built, data: Data, open_page: OpenPage) -> None:
    paths = [path for path in whole_site.folder.rglob("*.html") if 'class="finding ' in path.read_text()]
    docnames = [path.relative_to(whole_site.folder).with_suffix("").as_posix() for path in paths]
    expected: dict[str, dict[str, tuple[str, str, list[str]]]] = {}
    for id, finding in data.findings.items():
        expected.setdefault(finding["page"], {})[id] = (
            finding["text"],
            data.support_text(finding),
            [] if finding["support"] == "public-record" else finding["passages"],
        )
    assert {docname: open_page(docname).findings for docname in docnames} == expected


def test_entries_have_titles_summaries_and_cards_of_data(data: Data, open_page: OpenPage) -> None:
    for entry in data.entries.values():
        page = open_page(entry["page"])
        assert text_of(page.html.h1) == entry["title"]
        assert text_of(page.html.select_one("p.summary")).startswith(" ".join(entry["summary"].split()))
        assert page.card() == data.card(entry), entry["page"]


def test_entries_list_findings_on_other_pages(data: Data, open_page: OpenPage) -> None:
    for (kind, id), entry in data.entries.items():
        expected = {data.link(finding["id"]) for finding in data.findings_on(kind, id) if finding["page"] != entry["page"]}
        shown = open_page(entry["page"]).links_below("findings-elsewhere")
        assert (set(shown), len(shown)) == (expected, len(expected)), entry["page"]


def test_regions_include_findings_of_their_parts_in_all_counts(whole_site: Built, data: Data, open_page: OpenPage) -> None:
    expected = {entry["title"]: data.findings_within(kind, id) for (kind, id), entry in data.entries.items() if kind == "region"}
    assert any(entry["findings_on_parts"] for entry in data.entries.values())
    counts = {title: len(findings) for title, findings in expected.items()}
    rows = open_page("regions/index").html.select("table.counts tbody tr")
    assert {text_of(row.th): int(text_of(row.select("td")[-1])) for row in rows} == counts
    options = open_page("data/findings").html.select("select[name=region] option[data-label]")
    assert {str(option["data-label"]): int(text_of(option).rpartition("(")[2].rstrip(")")) for option in options} == counts
    for entry in (entry for (kind, _), entry in data.entries.items() if kind == "region"):
        written = list(csv.DictReader((whole_site.folder / f"data/findings/{entry['page']}.csv").read_text().splitlines()))
        assert [row["id"] for row in written] == sorted(finding["id"] for finding in expected[entry["title"]])
        assert f"of {len(written)} findings" in text_of(open_page(entry["page"]).html.select_one("a[download][href$='.csv']"))
        name = open_page("data/names").html.find(id=f"name-{make_id(entry['title'])}")
        assert isinstance(name, Tag)
        assert f"{len(written)} findings" in text_of(name)


def test_entries_have_provisions_of_data(data: Data, open_page: OpenPage) -> None:
    for entry in data.entries.values():
        assert open_page(entry["page"]).provisions() == [provision["text"] for provision in entry["provisions"]], entry["page"]


def test_provisions_have_evidence_and_no_support(data: Data) -> None:
    provisions = [provision for entry in data.entries.values() for provision in entry["provisions"]]
    assert provisions
    assert all(provision.keys() == {"text", "verb", "paragraph", "evidence"} for provision in provisions)
    assert all(provision["evidence"] for provision in provisions)


def test_passages_list_findings_that_rest_on_them(data: Data, open_page: OpenPage) -> None:
    for id, passage in data.passages.items():
        page = open_page(passage["url"].partition(".html#")[0])
        heading = page.html.find(id=id)
        assert heading, f"{id} is on no page"
        section = heading.find_parent("section")
        assert section
        assert text_of(section.select_one(".paraphrase")) == " ".join(passage["paraphrase"].split())
        assert [link for part in section.select(".cited-by") for link in page.links(part)] == [
            data.link(finding) for finding in passage["findings"]
        ]
        resting = {finding["id"]: finding["support"] for finding in data.findings.values() if id in finding["passages"]}
        assert set(resting) == set(passage["findings"])
        corroborated = list(resting.values()).count("corroborated")
        assert passage["findings_corroborated"] == corroborated
        assert f"Support: {corroborated} of {len(resting)} finding" in text_of(section)


def test_table_of_figures_has_figures_of_data(data: Data, open_page: OpenPage) -> None:
    page = open_page("data/figures")
    expected = {
        f"figure-{figure['id']}": (
            figure["subject"],
            format_amount(figure),
            f"{figure['period']} {format_date(figure['as_of'])}".strip(),
            LABELS[figure["support"]] if figure["support"] else "",
            figure["passage"],
            figure["findings"],
        )
        for figure in data.table("figures")
    }
    shown = {
        id: (
            *(text_of(cell) for cell in cells[:3]),
            "".join(text_of(badge) for badge in cells[4].select(".support")),
            text_of(cells[5]),
            [page.address(link).partition("#")[2] for link in cells[6].select("a")],
        )
        for id, cells in page.rows("figures").items()
    }
    assert shown == expected


def test_series_has_reports_and_estimates_of_data(data: Data, open_page: OpenPage) -> None:
    page = open_page("report/series")
    expected = {
        f"report-{report['ordinal']}": (report["symbol"] or "not seen", format_date(report["date"]))
        for report in data.table("reports")
    }
    shown = {
        id: (text_of(cells[0]).partition(". ")[2], text_of(cells[1]).partition(",")[0])
        for id, cells in page.rows("series").items()
    }
    assert shown == expected
    for id in {estimate["estimate"] for estimate in data.table("estimates")}:
        seen = [row for row in data.table("estimates") if row["estimate"] == id and row["seen"]]
        cells = [text_of(cell) for cell in page.html.select(f"#estimate-{id}-table tbody tr td:nth-child(2) .amount")]
        assert cells == [
            row["words"] or format_amount(row).removesuffix(" (estimate)").removesuffix(f" {row['unit']}") for row in seen
        ], id


def test_only_figures_with_number_have_qualifier(data: Data) -> None:
    rows = [*data.table("figures"), *(row for row in data.table("estimates") if row["seen"])]
    has_qualifier = [row["qualifier"] is not None for row in rows]
    assert has_qualifier == [any(row[name] is not None for name in ("value", "min", "max")) for row in rows]
    assert not all(has_qualifier)


def test_figures_and_estimates_refer_to_each_other(data: Data) -> None:
    figures_with_estimate = {figure["estimate"]: figure["id"] for figure in data.table("figures") if figure["estimate"]}
    assert figures_with_estimate == {row["estimate"]: row["figure"] for row in data.table("estimates") if row["figure"]}


def test_figure_and_its_findings_have_same_support(data: Data, open_page: OpenPage) -> None:
    figures = [figure for figure in data.table("figures") if figure["origin"] == "summary"]
    assert {figure["support"] for figure in data.table("figures") if figure not in figures} == {"public-record"}
    for figure in figures:
        label, passage = LABELS[figure["support"]], data.passages[figure["passage"]]
        for id in figure["findings"]:
            assert open_page(data.findings[id]["page"]).findings[id][1].startswith(label), (figure["id"], id)
        table = open_page(passage["url"].partition(".html#")[0]).html.find(id=f"figures-{passage['id']}")
        assert table
        shown = {text_of(row.th): text_of(row.select_one(".support")) for row in table.select("tbody tr")}
        assert shown[figure["subject"]] == label, figure["id"]


def test_counts_on_home_page_equal_rows_of_table_and_file(whole_site: Built, data: Data, open_page: OpenPage) -> None:
    page = open_page("index")
    items = page.html.select(".support-counts li")
    counted = {text_of(item.select_one(".label")): int(text_of(item.select_one(".amount"))) for item in items}
    with (whole_site.folder / "data/findings.csv").open() as file:
        written = list(csv.DictReader(file))
    rows = open_page("data/findings").html.select("table.findings-table tbody tr")
    expected = {
        "Findings": ("has-", [True for _ in written]),
        "Corroborated": ("has-support-corroborated", [row["support"] == "corroborated" for row in written]),
        "Single source": ("has-support-single-source", [row["support"] == "single-source" for row in written]),
        "Public record": ("has-support-public-record", [row["support"] == "public-record" for row in written]),
        "Summary corrected": ("has-correction-any", [row["corrected"] == "true" for row in written]),
    }
    assert counted == {label: sum(of) for label, (_, of) in expected.items()}
    shown = {
        label: sum(any(name.startswith(mark) for name in row["class"]) for row in rows) for label, (mark, _) in expected.items()
    }
    assert shown == counted


def test_table_of_findings_has_findings_of_data(data: Data, open_page: OpenPage) -> None:
    page = open_page("data/findings")
    supports = [text_of(cell).split(":")[0].split(" by ")[0] for cell in page.html.select("table.findings-table .support")]
    assert supports == sorted(supports, key=["Single source", "Corroborated", "Public record"].index)
    within = {key: {finding["id"] for finding in data.findings_within(*key)} for key in data.entries}
    shown = {}
    for row in page.html.select("table.findings-table tbody tr"):
        cells = row.select("th, td")
        marks = {name for name in row["class"] if name.startswith("has-")}
        marks -= {name for name in marks if name.startswith(("has-support-", "has-correction-"))}
        shown[page.address(cells[0].a)] = (*(text_of(cell) for cell in cells[:3]), marks)
    assert shown == {
        finding["url"]: (
            finding["text"],
            data.support_text(finding),
            ", ".join(finding["correction_kind"]) or "no",
            {f"has-{kind}-{id}" for kind, id in data.entries if finding["id"] in within[kind, id]}
            | {f"has-state-{make_id(state)}" for state in finding["states"]},
        )
        for finding in data.findings.values()
    }


def test_timeline_has_events_of_data_in_order(data: Data, open_page: OpenPage) -> None:
    shown = [
        (str(term["id"]), text_of(term), text_of(term.find_next_sibling("dd")))
        for term in open_page("data/timeline").html.select("dl.timeline dt")
    ]
    events = data.table("events")
    assert [(id, title) for id, title, _ in shown] == [
        (f"event-{event['id']}", f"{format_date(event['date'])}: {event['title']}") for event in events
    ]
    for (id, _, text), event in zip(shown, events, strict=True):
        assert text.startswith(" ".join(event["text"].split())), id


@pytest.mark.parametrize(("rows", "columns"), [("region", "pillar"), ("resolution", "pillar")])
def test_matrix_has_findings_of_data(data: Data, open_page: OpenPage, rows: str, columns: str) -> None:
    page = open_page("data/matrix")
    expected = data.matrix(rows, columns)
    table = page.html.find(id=f"matrix-{rows}-{columns}")
    assert table
    cells = table.select("tbody td")
    filled = {str(cell["id"]): cell for cell in cells if cell.select("a")}
    assert {id: {read_mark(page, mark) for mark in cell.select(".met")} for id, cell in filled.items()} == expected
    assert {id: int(text_of(cell.select_one(".count"))) for id, cell in filled.items()} == {
        id: len(marks) for id, marks in expected.items()
    }
    entries = {id for kind, id in data.entries if kind == rows}
    silent = table.find_next(class_="heat-silent")
    assert silent
    figures_with_estimate = {PurePosixPath(page.address(link)).stem for link in silent.select("a")}
    assert figures_with_estimate == {id for id in entries if not any(cell.startswith(f"cell-{id}-") for cell in expected)}
    assert len(cells) == len(entries - figures_with_estimate) * sum(kind == columns for kind, _ in data.entries)
    assert {text_of(cell) for cell in cells if not cell.select("a")} == {"silent"}


def read_mark(page: Page, mark: Tag) -> tuple[str, str, str]:
    """Return the address, id and support of the finding to which a mark in the matrix links."""
    assert mark.a
    address = page.address(mark.a)
    return address, address.partition("#")[2], str(mark["class"][1]).removeprefix("support-")


def test_table_of_discrepancies_has_corrections_of_data(data: Data, open_page: OpenPage) -> None:
    page = open_page("evidence/discrepancies")
    expected = {
        correction["id"]: (
            id,
            correction["digest"],
            correction["kind"],
            CONFIDENCE[correction["confidence"]] if correction["reading"] else "",
            applying,
        )
        for id, passage in data.passages.items()
        for correction in passage["corrections"]
        for applying in [{f["id"] for f in data.findings.values() if correction["id"] in f["corrects"]}]
    }
    shown = {
        id: (
            text_of(cells[0]),
            text_of(cells[1]),
            text_of(cells[3]),
            text_of(cells[4]),
            {page.address(link).partition("#")[2] for link in cells[6].select("a")},
        )
        for id, cells in page.rows("discrepancies").items()
    }
    assert shown == expected


def test_bibliography_has_each_reference_once_with_citing_pages(data: Data, open_page: OpenPage) -> None:
    expected = {f"ref-{reference['key']}": reference for reference in data.table("references")}
    names = ("united-nations", "press", "copies", "mirrors", "states", "research", "news", "other")
    entries = [
        (page, entry)
        for page in (open_page(f"evidence/bibliography-{name}") for name in names)
        for entry in page.html.select(".citation")
    ]
    assert sorted(str(entry["id"]) for _, entry in entries) == sorted(expected)
    for page, entry in entries:
        reference = expected[str(entry["id"])]
        linked = {str(link["href"]) for link in entry.select("a.external")}
        assert linked == ({reference["url"]} if reference["url"] else set())
        cited = entry.select_one(".cited-on")
        citing = {f"{docname}.html" for docname in reference["pages"]}
        citing |= {data.passages[id]["url"] for id in reference["passages"]}
        assert {page.address(link) for link in cited.select("a")} == citing, reference["key"]
    listed = open_page("evidence/bibliography")
    shown = {str(item["id"]): (text_of(item), listed.address(item.a)) for item in listed.html.select(".labels li")}
    assert shown == {
        id: (expected[id]["label"], f"{page.docname}.html#{id}") for page, entry in entries for id in [str(entry["id"])]
    }


def test_list_of_downloads_has_each_file_with_description_and_size(whole_site: Built, open_page: OpenPage) -> None:
    page = open_page("data/downloads")
    rows = page.html.select("table.downloads tbody tr")
    shown = {text_of(row.th): [text_of(cell) for cell in row.select("td")] for row in rows}
    folder = whole_site.folder / "data"
    files = [*folder.glob("*.csv"), *folder.glob("*.json"), *folder.glob("releases/*.json")]
    assert {name for names in shown for name in names.split(", ")} == {path.relative_to(folder).as_posix() for path in files}
    for names, cells in shown.items():
        sizes = [f"{len((folder / name).read_bytes()):,}" for name in names.split(", ")]
        assert cells[0] and cells[3] == "; ".join(sizes)
    linked = {page.address(link) for row in rows for link in row.th.select("a")}
    assert linked == {f"data/{path.relative_to(folder).as_posix()}" for path in files}
