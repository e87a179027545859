"""Iterators over the statements, directives, roles and texts of a dossier, with their locations."""

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from dossier.graph import Dossier, Key
from dossier.model.page import Block, Finding, Mark, Mention, Page, Provision, Statement
from dossier.model.source import Event, Figure, Passage
from dossier.parser.directives import PictureRequest, parse_request, registered
from dossier.parser.markup import line_in, plain
from dossier.parser.yaml import Place


class Text(NamedTuple):
    """A Markdown text with its file and first line; its line breaks are those of the file."""

    path: Path
    line: int
    markdown: str

    def line_at(self, at: int) -> int:
        """Return the line of a position in its Markdown."""
        return self.line + self.markdown.count("\n", 0, at)

    def line_of(self, at: int, labels: dict[Key, str]) -> int:
        """Return the line of a position in its plain text."""
        return self.line + line_in(self.markdown, at, labels)


def has_file(page: Page, path: str) -> bool:
    """Return whether there is a file at a path relative to that of a page."""
    return os.path.isfile(page.path.parent / path)  # noqa: PTH113 (Path.is_file can fail)


def statements(dossier: Dossier) -> Iterator[tuple[Page, Statement]]:
    """Yield all findings and provisions, each with its page."""
    return ((page, statement) for page in dossier.checked.values() for statement in page.statements)


def findings(dossier: Dossier) -> Iterator[tuple[Page, Finding]]:
    """Yield all findings, each with its page."""
    return ((page, finding) for page in dossier.checked.values() for finding in page.findings)


def provisions(dossier: Dossier) -> Iterator[tuple[Page, Provision]]:
    """Yield all provisions, each with its page."""
    return ((page, provision) for page in dossier.checked.values() for provision in page.provisions)


def blocks(dossier: Dossier, *kinds: str) -> Iterator[tuple[Page, Block]]:
    """Yield the blocks of the given kinds, each with its page."""
    return ((page, block) for page in dossier.checked.values() for block in page.blocks if block.kind in kinds)


def directives(dossier: Dossier, *names: str) -> Iterator[tuple[Page, Block]]:
    """Yield the directives with the given names, or all, each with its page."""
    return ((page, block) for page, block in blocks(dossier, "directive") if block.name in names or not names)


def marks(dossier: Dossier, *kinds: str) -> Iterator[tuple[Page, Mark]]:
    """Yield the inline marks of the given kinds, each with its page."""
    return ((page, mark) for page in dossier.checked.values() for mark in page.marks if mark.kind in kinds)


def pictures(dossier: Dossier) -> Iterator[tuple[Page, PictureRequest, Block]]:
    """Yield all pictures, each with its page and its block."""
    for page, block in directives(dossier, *registered("picture_view")):
        given = ((name, value) for name, value, _line in block.options)
        yield page, parse_request(block.name, block.argument, given, block.content), block


def roles(dossier: Dossier) -> Iterator[tuple[Page, Mention]]:
    """Yield all roles, including those in findings and provisions, each with its page."""
    for page in dossier.checked.values():
        yield from ((page, mention) for mention in page.mentions)
        yield from ((page, mention) for statement in page.statements for mention in statement.mentions)


def passages(dossier: Dossier) -> Iterator[tuple[Passage, Place]]:
    """Yield all passages, each with its location."""
    return ((passage, dossier.source.places[id]) for id, passage in dossier.source.passages.items())


def figures(dossier: Dossier) -> Iterator[tuple[Passage, Figure, Place]]:
    """Yield all figures, each with its passage and its location."""
    return ((passage, figure, dossier.source.places[figure.id]) for passage, figure in dossier.figures.values())


def events(dossier: Dossier) -> Iterator[tuple[Event, Place]]:
    """Yield all events, each with its location."""
    return ((event, dossier.source.places[event.id]) for event in dossier.source.events)


def on_the_report(dossier: Dossier) -> Iterator[Page]:
    """Yield the pages in the language of the site that are about the report rather than the site itself."""
    return (page for page in dossier.checked.values() if not page.is_in(dossier.source.style.free) and not page.language)


def inline(page: Page) -> Iterator[Block]:
    """Yield the paragraphs, headings, items and cells of a page, outside findings and provisions."""
    return (block for block in page.blocks if block.kind == "inline")


def texts_on(page: Page) -> Iterator[Text]:
    """Yield the texts of a page: its statements, the text between them, and its summary."""
    yield from (Text(page.path, statement.line, statement.text) for statement in page.statements)
    yield from (Text(page.path, block.line, block.text) for block in inline(page))
    yield Text(page.path, page.front_line("summary"), page.meta.summary)


def texts_of_pages(dossier: Dossier) -> Iterator[Text]:
    """Yield the texts of the pages that are about the report."""
    return (text for page in on_the_report(dossier) for text in texts_on(page))


def texts_of_data(dossier: Dossier) -> Iterator[Text]:
    """Yield the texts of the register and the events."""
    for passage, place in passages(dossier):
        yield Text(place.path, place.line("paraphrase"), passage.paraphrase)
        yield Text(place.path, place.line("notes"), passage.notes)
        for index, note in enumerate(passage.corrections):
            yield Text(place.path, place.line("corrections", index), f"{note.reading} {note.note}")
        for index, evidence in enumerate(passage.evidence):
            yield Text(place.path, place.line("evidence", index), evidence.supports)
    for event, place in events(dossier):
        yield Text(place.path, place.line("title"), event.title)
        yield Text(place.path, place.line("text"), event.text)


@lru_cache(maxsize=1)
def all_texts(dossier: Dossier) -> list[tuple[Text, str]]:
    """Return the texts of the pages that are about the report, of the register and of the events, each with its plain text."""
    known = (*texts_of_pages(dossier), *texts_of_data(dossier))
    return [(text, plain(text.markdown, dossier.labels)) for text in known if text.markdown]


def texts_of_references(dossier: Dossier) -> Iterator[Text]:
    """Yield the annotations and notes of the bibliography."""
    for item in dossier.source.references.values():
        yield Text(item.path, item.line_of("annotation"), item.annotation)
        yield Text(item.path, item.line_of("note"), item.note)
