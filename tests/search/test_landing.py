"""Every address of a result exists, and has the sentences that the result shows."""

from __future__ import annotations

import re
from functools import cache

import lxml.html

from tests.search.asked import Search
from tests.support import Built


def test_every_part_of_the_index_stands_at_its_address(whole_site: Built) -> None:
    site = whole_site.folder
    page = cache(lambda path: lxml.html.parse(site / path).getroot())
    index = Search(site).index
    astray = []
    parts = [(path, *part) for (path, *_), own in zip(index["pages"], index["parts"], strict=True) for part in own]
    for path, sort, anchor, title, text, *_ in parts:
        found = page(path).get_element_by_id(anchor, None) if anchor else page(path).find(".//main")
        there = place(found) if found is not None else set()
        missing = words(title if sort == index["sorts"].index("source") else f"{title} {text}") - there
        astray += [f"{path}#{anchor}: {sorted(missing)[:5]}"] if missing else []
    assert astray == []
    assert len(parts) > 1000


def test_every_item_of_a_list_stands_at_its_address(whole_site: Built) -> None:
    index = Search(whole_site.folder).index
    items = {index["pages"][number][0]: dict(rows) for number, rows in index["items"]}
    assert items["data/names.html"]["name-turkiye"].split("|")[:2] == ["Türkiye", "Turkey"]
    assert items["report/series.html"]["report-10"] == "Tenth report|10th report|S/2020/95|next report"
    for path, rows in items.items():
        ids = {found.get("id") for found in lxml.html.parse(whole_site.folder / path).getroot().iter() if found.get("id")}
        assert rows.keys() - ids == set()


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text.lower()))


def place(found: lxml.html.HtmlElement) -> set[str]:
    """Return the text at an address: of the section, of the term with its definition, or of the element."""
    section = next(found.iterancestors("section"), found.getparent()) if re.fullmatch(r"h\d", found.tag) else found
    texts = [section.text_content()]
    if found.tag == "dt":
        texts.append(next(found.itersiblings("dd")).text_content())
    return words(" ".join(texts))
