"""The same report in plain Markdown, in the dialect of each tool that has nothing of ours.

The pages say what a reader of ours reads, as far as a writer would write it by hand: the summary, findings with their sources,
passages with the evidence and the pages that rest on them, lists of entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.corpus import Block, Cite, Corpus, Entry, Finding, Link, Paragraph, Section, Text
from dossier.kinds import KINDS


@dataclass(frozen=True)
class Dialect:
    """How a tool wants its pages.

    :param open: the start of a page, from its title
    :param link: a link from one page to another, both by docname, with an anchor or ``""``, and the text of the link
    :param cite: a citation of references
    :param close: the end of a page, from the keys that it cites
    :param bibliography: the text of the page with all references
    :param contents: what an index needs beside the list of the pages below it, from their docnames
    """

    open: Callable[[str], str]
    link: Callable[[str, str, str, str], str]
    cite: Callable[[Iterable[str]], str]
    close: Callable[[Iterable[str]], str]
    bibliography: str
    contents: Callable[[list[str]], str] = lambda docnames: ""


def pages(corpus: Corpus, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Every page: its docname and its text."""
    cited_by = corpus.cited_by()
    register = {passage["id"]: section for section in corpus.sections for passage in section.passages}
    for entry in corpus.entries:
        yield entry.docname, _Writer(dialect, entry.docname, entry.title).entry(entry, register)
    for section in corpus.sections:
        yield section.docname, _Writer(dialect, section.docname, f"Register: {section.title}").section(section, cited_by)
    tops = []
    for kind in KINDS.values():
        docname = f"{kind.folder}/index"
        below = [(entry.docname, entry.title, str(entry.meta["summary"])) for entry in corpus.of_kind(kind.name)]
        tops.append((docname, kind.plural, ""))
        yield docname, _Writer(dialect, docname, kind.plural).index(below)
    last = ("evidence/bibliography", "Bibliography", "")
    below = [*((section.docname, section.title, "") for section in corpus.sections), last]
    yield "evidence/index", _Writer(dialect, "evidence/index", "Evidence").index(below)
    yield last[0], _Writer(dialect, last[0], last[1]).close(dialect.bibliography)
    yield "index", _Writer(dialect, "index", "A report").index([*tops, ("evidence/index", "Evidence", "")])


class _Writer:
    """A writer of one page, who keeps the keys that it cites."""

    def __init__(self, dialect: Dialect, docname: str, title: str) -> None:
        self._dialect, self._docname, self._title = dialect, docname, title
        self._cited: dict[str, None] = {}

    def close(self, text: str) -> str:
        """The whole page."""
        return f"{self._dialect.open(self._title)}{text}\n{self._dialect.close(self._cited)}"

    def entry(self, entry: Entry, register: dict[str, Section]) -> str:
        """An entry: summary, then its parts."""
        made = f"{entry.meta['summary']}{self._cite(entry.meta.get('evidence', ()))}\n\n"
        for heading, blocks in entry.parts:
            made += f"## {heading}\n\n" + "".join(self._block(block, register) for block in blocks)
        return self.close(made)

    def section(self, section: Section, cited_by: dict[str, list[Entry]]) -> str:
        """A page of the register."""
        return self.close("".join(self._passage(passage, cited_by) for passage in section.passages))

    def index(self, below: list[tuple[str, str, str]]) -> str:
        """A list of pages: docname, title and summary of each."""
        items = (f"- {self._link(docname, '', title)}{f': {about}' if about else ''}\n" for docname, title, about in below)
        return self.close("".join(items) + self._dialect.contents([docname for docname, _, _ in below]))

    def _passage(self, passage: dict[str, Any], cited_by: dict[str, list[Entry]]) -> str:
        evidence = "".join(f"- {item['supports']}{self._cite([item['reference']])}\n" for item in passage["evidence"])
        links = "".join(f"- {self._link(entry.docname, '', entry.title)}\n" for entry in cited_by[passage["id"]])
        return f"## {passage['id']}\n\n{passage['paraphrase']}\n\nEvidence:\n\n{evidence}\nCited by:\n\n{links}\n"

    def _block(self, block: Block, register: dict[str, Section]) -> str:
        text = self._text(block.text)
        if isinstance(block, Paragraph):
            return f"{text}\n\n"
        text = f"{text}{self._cite(block.evidence)}"
        if isinstance(block, Finding):
            section = register[block.passage]
            text += f"\n{section.title}, {self._link(section.docname, block.passage.lower(), block.passage)}"
        return "".join(f"> {line}\n" for line in text.split("\n")) + "\n"

    def _text(self, text: Text) -> str:
        return "".join(map(self._part, text))

    def _part(self, part: str | Link | Cite) -> str:
        if isinstance(part, Link):
            return self._link(f"{KINDS[part.kind].folder}/{part.id}", "", part.title)
        return self._cite(part.keys).strip() if isinstance(part, Cite) else part

    def _link(self, docname: str, anchor: str, title: str) -> str:
        return self._dialect.link(self._docname, docname, anchor, title)

    def _cite(self, keys: Iterable[str]) -> str:
        keys = list(keys)
        self._cited |= dict.fromkeys(keys)
        return f" {self._dialect.cite(keys)}" if keys else ""
