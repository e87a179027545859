"""Every address to which a hit may lead is there, and has the words for which the hit is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import lxml.html

from dossier.search.lexicon import fold
from tests.search.lexicon import Search
from tests.support import Built

ADDRESS = re.compile(r"h[1-6]|dt|cite|finding-.*|under-heading")
"""Elements of the index to whose addresses a hit may lead; ``dossier/theme/static/js/search/hits.js`` has the same."""


def segments(kept: dict[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The stretches of a page or part, each with its address and its words."""
    words = kept["content"].split()
    anchors = [anchor for anchor in kept["anchors"] if ADDRESS.fullmatch(anchor["element"])]
    ends = [anchor["location"] for anchor in anchors[1:]] + [len(words)]
    for anchor, end in zip(anchors, ends, strict=True):
        yield anchor["id"], words[anchor["location"] : end]


def test_every_stretch_of_the_index_stands_at_its_address(whole_site: Built) -> None:
    page = cache(lambda path: lxml.html.parse(site / path).getroot())
    site = whole_site.folder
    astray = []
    count = 0
    for kept in Search(site).texts.values():
        path = re.sub(r"\.part\d+", "", kept["url"]).removeprefix("/")
        for id, words in segments(kept):
            found = page(path).get_element_by_id(id, None)
            there = f" {place(found)} " if found is not None else ""
            missing = [word for word in map(fold, words) if word and f" {word} " not in there]
            astray += [f"{path}#{id}: {missing[:5]}"] if missing else []
            count += 1
    assert astray == []
    assert count > 1000


def place(found: lxml.html.HtmlElement) -> str:
    """The folded text at an address: of the section that a heading opens, of the term with its definition, or of the thing."""
    section = next(found.iterancestors("section"), found.getparent()) if re.fullmatch(r"h\d", found.tag) else found
    texts = [section.text_content()]
    if found.tag == "dt":
        texts.append(found.getnext().text_content())
    return fold(" ".join(texts))
