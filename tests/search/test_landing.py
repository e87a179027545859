"""The addresses of search results exist and have the indexed text."""

from __future__ import annotations

import re
from functools import cache

import lxml.html

from tests.search.client import Search
from tests.support import Built


def test_parts_of_index_are_at_their_addresses(whole_site: Built) -> None:
    site = whole_site.folder
    page = cache(lambda path: lxml.html.parse(site / path).getroot())
    index = Search(site).index
    mismatches = []
    parts = [(path, *part) for (path, *_), own in zip(index["pages"], index["parts"], strict=True) for part in own]
    for path, sort, anchor, title, text, *_ in parts:
        element = page(path).get_element_by_id(anchor, None) if anchor else page(path).find(".//main")
        words_there = read_words(element) if element is not None else set()
        missing = split_words(title if sort == index["sorts"].index("source") else f"{title} {text}") - words_there
        mismatches += [f"{path}#{anchor}: {sorted(missing)[:5]}"] if missing else []
    assert mismatches == []
    assert len(parts) > 1000


def test_list_items_of_index_are_at_their_addresses(whole_site: Built) -> None:
    index = Search(whole_site.folder).index
    items = {index["pages"][number][0]: dict(items_of_page) for number, items_of_page in index["items"]}
    assert items["data/names.html"]["name-turkiye"].split("|")[:2] == ["Türkiye", "Turkey"]
    assert items["report/series.html"]["report-10"] == "Tenth report|10th report|S/2020/95|next report"
    for path, items_of_page in items.items():
        ids = {found.get("id") for found in lxml.html.parse(whole_site.folder / path).getroot().iter() if found.get("id")}
        assert items_of_page.keys() - ids == set()


def split_words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def read_words(element: lxml.html.HtmlElement) -> set[str]:
    """Return the words at an address: of the section, of the term with its definition, or of the element."""
    section = next(element.iterancestors("section"), element.getparent()) if re.fullmatch(r"h\d", element.tag) else element
    texts = [section.text_content()]
    if element.tag == "dt":
        texts.append(next(element.itersiblings("dd")).text_content())
    return split_words(" ".join(texts))
