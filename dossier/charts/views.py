"""The pictures by the names of their directives: what each draws of the sealed records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docutils import nodes
from sphinx.addnodes import only

from dossier.charts.area import AreaMap, Place
from dossier.charts.directives import PictureDirective
from dossier.charts.events import EventChart
from dossier.charts.frame import as_table, framed, id_of, source
from dossier.charts.heat import cells_of, entries_of, findings_within, heat_table, key
from dossier.charts.nodes import drawing
from dossier.charts.ranges import Bar, RangeChart
from dossier.cite import cited
from dossier.graph import Dossier, support_of
from dossier.kinds import KINDS, wholes_of
from dossier.model.page import Page
from dossier.model.source import Figure, Passage
from dossier.parser.directives import Asked
from dossier.views.figures import figure_table, origin
from dossier.views.nodes import Content, bullets, cited_nodes, doc, joined, paragraph, table, xref
from dossier.views.registry import view

Drawn = tuple[Passage, Figure, str]


@view("range-chart", PictureDirective)
def range_chart(dossier: Dossier, docname: str, asked: Asked) -> list[nodes.Node]:
    """Figures of the register on the axes of their units."""
    found = list(figures_of(dossier, asked))
    if not found:
        return []
    bars = [Bar(figure, label, _stated(dossier, figure)) for _, figure, label in found]
    figures = [(passage, figure) for passage, figure, _label in found]
    id = id_of(asked)
    return framed(
        asked,
        drawing(of=RangeChart(id, asked.title, bars)),
        source(dossier, docname, asked, _cited(dossier, docname, found), "figures"),
        as_table(figure_table(dossier, docname, figures, f"{id}-table", asked.title)),
    )


def _stated(dossier: Dossier, figure: Figure) -> str:
    """Who states a figure and how well it is supported, in words."""
    return f"{origin(dossier, figure)}; {support_of(dossier, figure).label.lower()}"


def figures_of(dossier: Dossier, asked: Asked) -> Iterator[Drawn]:
    """The figures of a chart that there are and that have a number, each with its passage and its label."""
    for row in asked.rows:
        if row.id in dossier.figures and dossier.figures[row.id][1].bounds[0] is not None:
            yield *dossier.figures[row.id], row.label


def _cited(dossier: Dossier, docname: str, found: Sequence[Drawn]) -> list[nodes.Node]:
    """The bracketed citation of figures, with what states those that the digest omits."""
    ids = tuple(dict.fromkeys(passage.id for passage, _, _ in found))
    keys = dict.fromkeys(key for _, figure, _ in found if figure.origin == "record" for key in figure.evidence)
    return cited_nodes(docname, cited(dossier, ids, keys))


@view("event-chart", PictureDirective)
def event_chart(dossier: Dossier, docname: str, asked: Asked) -> list[nodes.Node]:
    """Every event at its date."""
    events = sorted(dossier.source.events, key=lambda event: (event.date, event.id))
    if not events:
        return []
    kinds = [kind for kind in dossier.source.report.event_kinds if any(event.kind == kind for event in events)]
    listed = dossier.page_with("timeline")
    id = id_of(asked)
    chart = EventChart(id, asked.title, events, kinds, listed, {row.id: row.label for row in asked.rows})
    rows: list[list[Content]] = []
    for year in chart.years:
        counts = [sum(event.date.startswith(str(year)) for event in chart.of(kind)) for kind in kinds]
        rows.append([str(year), *map(str, counts), str(sum(counts))])
    head = ("Year", *map(str.capitalize, kinds), "All")
    told: Content = ["the events listed", *_place(docname, listed), ", each with its sources"]
    return framed(
        asked,
        drawing(of=chart),
        source(dossier, docname, asked, told, "events"),
        as_table(table(f"{id}-table", "Events by year", head, rows, "counts")),
    )


@view("heat-map", PictureDirective)
def heat_map(dossier: Dossier, docname: str, asked: Asked) -> list[nodes.Node]:
    """How often entries of two kinds meet in a finding; the picture is a table, which has its numbers and its links."""
    if not entries_of(dossier, asked.down) or not entries_of(dossier, asked.across):
        return []
    cells = cells_of(dossier, asked)
    counted = heat_table(dossier, docname, asked, cells)
    return framed(asked, key(cells), counted, source(dossier, docname, asked, "the findings of this site", "findings"))


@view("map", PictureDirective)
def area_map(dossier: Dossier, docname: str, asked: Asked) -> list[nodes.Node]:
    """The map, with the note and the source that every map carries."""
    map_ = dossier.source.map
    if map_ is None:
        return []
    entries = entries_of(dossier, map_.kind)
    places = {page.id: _place_of(dossier, page) for page in entries}
    rows: list[list[Content]] = [
        [xref(docname, page.kind, page.id), _parent(docname, page), str(places[page.id].count)] for page in entries
    ]
    listed: list[Content] = [[xref(docname, page.kind, page.id), f" {places[page.id].count}"] for page in entries]
    kind = KINDS[map_.kind]
    id = id_of(asked)
    return framed(
        asked,
        drawing(of=AreaMap(id, asked.title, map_, dossier.source.shapes, places)),
        only("", bullets(listed, "map-list"), expr="builder_html"),
        paragraph(map_.note, "picture-note"),
        source(dossier, docname, asked, map_.source.removesuffix("."), "entries"),
        as_table(
            table(f"{id}-table", f"{kind.plural} and their findings", (kind.singular, "Part of", "Findings"), rows, "counts")
        ),
    )


def _place_of(dossier: Dossier, page: Page) -> Place:
    count, parts = len(findings_within(dossier, page)), len(dossier.parts_of(page.kind, page.id))
    return Place(page.title, page.docname, count, parts, _outermost(dossier, page))


def _outermost(dossier: Dossier, page: Page) -> str:
    """The entry of which a page is a part at last."""
    passed = [page.id]
    while (ids := wholes_of(page)[1]) and ids[0] not in passed and (page.kind, ids[0]) in dossier.entries:
        page = dossier.entries[page.kind, ids[0]]
        passed.append(page.id)
    return passed[-1]


def _parent(docname: str, page: Page) -> Content:
    kind, ids = wholes_of(page)
    return joined([[xref(docname, kind, id)] for id in ids])


def _place(docname: str, listed: str) -> list[str | nodes.Node]:
    """Where to look: below, or on another page."""
    if listed == docname:
        return [" below"]
    return [" on the page ", doc(docname, listed)] if listed else []
