"""Each symbol of a United Nations document links to its official address, on every page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

import lxml.html
import pytest
from un.symbols import SYMBOL, official_address, press_release_address

from tests.support import Built

ADDRESSES = {
    "S/2019/612": "https://undocs.org/en/S/2019/612",
    "S/RES/2396 (2017)": "https://undocs.org/en/S/RES/2396(2017)",
    "A/RES/72/284": "https://undocs.org/en/A/RES/72/284",
    "S/PV.8605": "https://undocs.org/en/S/PV.8605",
    "S/PRST/2016/6": "https://undocs.org/en/S/PRST/2016/6",
    "S/2018/1177/Add.1": "https://undocs.org/en/S/2018/1177/Add.1",
    "SC/13931": "",
    "resolution 2396 (2017)": "",
}
LINKS = """.//a[contains(concat(" ", @class, " "), " official ")]
| .//*[contains(concat(" ", @class, " "), " card ")]
//a[contains(@href, "undocs.org/en/") and not(contains(@class, "source-link"))]"""
NOT_LINKED = {"a", "h1", "h2", "h3", "citation", "cite-text", "code", "dt", "notice", "pre", "script", "summary", "svg", "title"}
"""Where a symbol is a link already, or may be none."""


@pytest.mark.parametrize(("symbol", "address"), ADDRESSES.items())
def test_the_address_follows_from_the_symbol(symbol: str, address: str) -> None:
    assert official_address(symbol) == address


def test_a_press_release_is_found_by_symbol_and_year() -> None:
    assert press_release_address("SC/13931", 2019) == "https://press.un.org/en/2019/sc13931.doc.htm"
    assert press_release_address("SC/6739", 1999) == ""


def test_every_symbol_on_the_site_is_a_link_to_its_own_text(whole_site: Built) -> None:
    linked = 0
    for path in sorted(whole_site.folder.rglob("*.html")):
        main = lxml.html.parse(path).find(".//main")
        if main is None or (path.parent == whole_site.folder and path.stem in ("404", "search")):
            continue
        for link in main.xpath(LINKS):
            language = next(iter(link.xpath("ancestor::section[@lang]/@lang")), "en")
            shown = unquote(link.get("href")).removeprefix(f"https://undocs.org/{language}/")
            said = link.text_content()
            assert said == "English" or re.sub(r"\s", "", said) == shown, path
            linked += 1
        for text in filter(SYMBOL.search, main.xpath(".//text()")):
            assert places(text) & NOT_LINKED, (path, text)
    assert linked > 200


def places(text: Any) -> set[str]:
    """Return the names and the classes of the elements that contain a text."""
    parent = text.getparent().getparent() if text.is_tail else text.getparent()
    elements = [parent, *parent.iterancestors()]
    return {name for element in elements for name in (element.tag, *element.get("class", "").split())}


def test_a_resolution_offers_the_six_languages(whole_site: Built) -> None:
    for docname in ("resolutions/2396", "resolutions/a-72-284", "report/about"):
        links = {str(link["href"]).split("/")[3] for link in whole_site.page(docname).select("main a[href*='undocs.org/']")}
        assert links >= {"ar", "zh", "en", "fr", "ru", "es"}, docname
