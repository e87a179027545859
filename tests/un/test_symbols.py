"""Document symbols of the United Nations and their official addresses."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import lxml.html
import pytest
from un.symbols import SYMBOL, official_address, press_release_address

from tests.support import Built

OFFICIAL_ADDRESSES = {
    "S/2019/612": "https://undocs.org/en/S/2019/612",
    "S/RES/2396 (2017)": "https://undocs.org/en/S/RES/2396(2017)",
    "A/RES/72/284": "https://undocs.org/en/A/RES/72/284",
    "S/PV.8605": "https://undocs.org/en/S/PV.8605",
    "S/PRST/2016/6": "https://undocs.org/en/S/PRST/2016/6",
    "S/2018/1177/Add.1": "https://undocs.org/en/S/2018/1177/Add.1",
    "S/PV.9001 (Resumption 1)": "",
    "SC/13931": "",
    "resolution 2396 (2017)": "",
    "": "",
}
LINKS = """.//a[contains(concat(" ", @class, " "), " official ")]
| .//*[contains(concat(" ", @class, " "), " card ")]
//a[contains(@href, "undocs.org/en/") and not(contains(@class, "source-link"))]"""
EXEMPT = {"a", "h1", "h2", "h3", "citation", "cite-text", "code", "dt", "notice", "pre", "script", "summary", "svg", "title"}
"""Elements and classes in which a symbol is a link already, or need not be one."""


@pytest.mark.parametrize(("symbol", "address"), OFFICIAL_ADDRESSES.items())
def test_official_address_of_symbol(symbol: str, address: str) -> None:
    assert official_address(symbol) == address


def test_address_of_press_release() -> None:
    assert press_release_address("SC/13931", 2019) == "https://press.un.org/en/2019/sc13931.doc.htm"
    assert press_release_address("SC/6739", 1999) == ""


def test_document_symbols_on_pages_link_to_official_texts(whole_site: Built) -> None:
    linked = 0
    for path in sorted(whole_site.folder.rglob("*.html")):
        main = lxml.html.parse(path).find(".//main")
        if main is None or (path.parent == whole_site.folder and path.stem in ("404", "search")):
            continue
        for link in main.xpath(LINKS):
            language = next(iter(link.xpath("ancestor::section[@lang]/@lang")), "en")
            shown = unquote(link.get("href")).removeprefix(f"https://undocs.org/{language}/")
            text = link.text_content()
            assert text == "English" or re.sub(r"\s", "", text) == shown, path
            linked += 1
        for text in filter(SYMBOL.search, main.xpath(".//text()")):
            assert find_tags_and_classes(text) & EXEMPT, (path, text)
    assert linked > 200


def find_tags_and_classes(text: Any) -> set[str]:
    """Return the names and classes of the elements that contain a text."""
    parent = text.getparent().getparent() if text.is_tail else text.getparent()
    elements = [parent, *parent.iterancestors()]
    return {name for element in elements for name in (element.tag, *element.get("class", "").split())}


def test_pages_link_to_six_official_languages(whole_site: Built) -> None:
    for docname in ("resolutions/2396", "resolutions/a-72-284", "report/about"):
        links = {str(link["href"]).split("/")[3] for link in whole_site.page(docname).select("main a[href*='undocs.org/']")}
        assert links >= {"ar", "zh", "en", "fr", "ru", "es"}, docname
