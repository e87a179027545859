"""What a picture draws on, by which a page that has one can tell that it is out of date."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.pictures.views import figures_of
from dossier.read.pictures import Asked, pictures
from dossier.records.page import Page
from dossier.seal import Dossier
from dossier.stated import claims_stating


def drawn_on(dossier: Dossier, page: Page) -> Iterator[object]:
    """The records on which the pictures of a page draw."""
    for asked, _, _ in pictures(page):
        yield dossier.source.dataset is not None
        yield list(_RECORDS[asked.name](dossier, asked))


def _figures(dossier: Dossier, asked: Asked) -> Iterator[object]:
    for passage, figure, _ in figures_of(dossier, asked):
        stating = [(claim.id, claim.page.docname) for claim in claims_stating(dossier, passage, figure)]
        yield figure, passage.id, dossier.register_page(passage.id), dossier.source.section_of[passage.id], stating
        yield [dossier.source.references.get(key) for key in figure.evidence]


def _events(dossier: Dossier, asked: Asked) -> Iterator[object]:
    yield dossier.source.events
    yield _pages_with(dossier, "timeline")


def _counts(dossier: Dossier, asked: Asked) -> Iterator[object]:
    for key, page in dossier.entries.items():
        yield key, page.docname, page.title, [(claim.id, claim.standing, claim.page.docname) for claim in dossier.claims_on(*key)]


def _areas(dossier: Dossier, asked: Asked) -> Iterator[object]:
    yield dossier.source.map, dossier.source.shapes
    yield [(key, page.docname, page.title, page.meta, len(dossier.claims_on(*key))) for key, page in dossier.entries.items()]


def _pages_with(dossier: Dossier, directive: str) -> list[object]:
    return [(page.docname, block.options) for page in dossier.pages.values() for block in page.blocks if block.name == directive]


_RECORDS = {"range-chart": _figures, "event-chart": _events, "heat-map": _counts, "map": _areas}
