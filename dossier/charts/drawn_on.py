"""What a picture draws on, by which a page that has one can tell that it is out of date."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.charts.views import figures_of
from dossier.graph import Dossier, findings_stating
from dossier.model.page import Page
from dossier.parser.charts import Asked, pictures


def drawn_on(dossier: Dossier, page: Page) -> Iterator[object]:
    """The records on which the pictures of a page draw."""
    for asked, _, _ in pictures(page):
        yield dossier.source.dataset is not None
        yield list(_RECORDS[asked.name](dossier, asked))


def _figures(dossier: Dossier, asked: Asked) -> Iterator[object]:
    for passage, figure, _ in figures_of(dossier, asked):
        stating = [(finding.id, finding.page.docname) for finding in findings_stating(dossier, passage, figure)]
        yield figure, passage.id, dossier.register_page(passage.id), dossier.source.section_of[passage.id], stating
        yield [dossier.source.references.get(key) for key in figure.evidence]


def _events(dossier: Dossier, asked: Asked) -> Iterator[object]:
    yield dossier.source.events
    yield _pages_with(dossier, "timeline")


def _counts(dossier: Dossier, asked: Asked) -> Iterator[object]:
    for key, page in dossier.entries.items():
        yield (
            key,
            page.docname,
            page.title,
            [(finding.id, finding.standing, finding.page.docname) for finding in dossier.findings_on(*key)],
        )


def _areas(dossier: Dossier, asked: Asked) -> Iterator[object]:
    yield dossier.source.map, dossier.source.shapes
    yield [(key, page.docname, page.title, page.meta, len(dossier.findings_on(*key))) for key, page in dossier.entries.items()]


def _pages_with(dossier: Dossier, directive: str) -> list[object]:
    return [(page.docname, block.options) for page in dossier.pages.values() for block in page.blocks if block.name == directive]


_RECORDS = {"range-chart": _figures, "event-chart": _events, "heat-map": _counts, "map": _areas}
