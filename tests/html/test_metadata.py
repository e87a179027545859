"""Linked data describes each page, and its addresses work."""

from __future__ import annotations

import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any
from urllib.parse import urldefrag

import pytest
from bs4 import BeautifulSoup

from tests.support import Built, Site, text_of

pytestmark = pytest.mark.xdist_group("metadata")

BASE = "https://ports.example/ref/"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
DATASET = """\
name: river-ports
title: The river ports
description: What the report says of ports, one claim a row.
licence: {name: CC-BY-4.0, title: Attribution 4.0, path: "https://creativecommons.org/licenses/by/4.0/"}
contributors: [{title: The harbour office}]
"""
WORDS = """\
---
summary: What a ship says, </script> or should.
---
# Words & signs
"""
NEEDED = {
    "Claim": {"@id", "text", "description"},
    "BreadcrumbList": {"itemListElement"},
    "DataDownload": {"name", "contentUrl", "encodingFormat", "sha256"},
    "Dataset": {"@id", "name", "description", "license", "creator", "distribution"},
    "Legislation": {"name", "legislationIdentifier", "legislationDate"},
    "ListItem": {"position", "name", "item"},
    "Organization": {"name"},
    "Place": {"name"},
    "Report": {"@id", "name", "reportNumber", "datePublished", "publisher"},
    "Thing": {"name"},
    "WebPage": {"@id", "url", "name", "inLanguage", "isPartOf", "breadcrumb"},
    "WebSite": {"name", "url"},
}
"""What a node of each type must have."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports with data, built with a base URL."""
    site = Site(tmp_path_factory.mktemp("published"), "test-ports")
    site.write("source/dataset.yaml", DATASET)
    site.write("pages/words.md", WORDS)
    site.edit("pages/index.md", "views\n", "views\nwords\n")
    site.edit("pages/views.md", "# Views", "# Views\n\n:::{downloads}\n:::")
    return site.build(html_baseurl=BASE, dossier_about_report=["index", "evidence/*"])


def described(built: Built, docname: str) -> dict[str, Any]:
    """Return the linked data of a page."""
    scripts = built.page(docname).select('script[type="application/ld+json"]')
    assert len(scripts) == 1, docname
    return dict(json.loads(scripts[0].text))


def docnames(built: Built) -> list[str]:
    """The pages with a source file."""
    every = [str(path.relative_to(built.folder).with_suffix("")) for path in sorted(built.folder.rglob("*.html"))]
    return [docname for docname in every if docname not in ("genindex", "search")]


def pages(built: Built) -> dict[str, dict[str, Any]]:
    """Return the linked data of each page."""
    return {docname: described(built, docname) for docname in docnames(built)}


def nodes(part: Any) -> Iterator[dict[str, Any]]:
    """Yield a node and its descendants."""
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from nodes(inner)
    if isinstance(part, dict):
        yield part


def test_every_page_says_what_it_is_with_all_that_its_type_needs(published: Built) -> None:
    said = pages(published)
    assert set(said) >= {"index", "words", "views", "regions/upper-river", "actors/harbour-board"}
    for docname, page in said.items():
        assert (page["@context"], page["@type"]) == ("https://schema.org", "WebPage")
        assert page["url"] == f"{BASE}{docname}.html"
        assert page["name"] == text_of(published.page(docname).h1)
        for node in nodes(page):
            assert node.keys() >= NEEDED[node["@type"]], f"{docname}: {node}"
            assert all(node.values()), f"{docname}: a property without a value in {node}"


def test_every_address_in_what_the_pages_say_leads_somewhere(published: Built) -> None:
    found = {
        node[name]
        for page in pages(published).values()
        for node in nodes(page)
        for name in ("@id", "url", "item", "contentUrl")
        if name in node
    }
    assert len(found) > len(docnames(published))
    for address in found - {BASE}:
        path, _anchor = urldefrag(address.removeprefix(BASE))
        assert (published.folder / path).is_file(), address


def test_the_way_to_a_page_is_told_as_it_is_shown(published: Built) -> None:
    way = described(published, "regions/lower-river")["breadcrumb"]["itemListElement"]
    assert [(step["position"], step["name"]) for step in way] == [(1, "RP/2031/7"), (2, "Regions"), (3, "Lower river")]
    shown = [text_of(link) for link in published.page("regions/lower-river").select(".breadcrumbs a")]
    assert shown == [step["name"] for step in way[1:-1]]


def test_the_report_is_told_as_its_record_has_it_where_pages_are_about_it(published: Built) -> None:
    report = described(published, "index")["about"]
    assert report["@type"] == "Report"
    assert (report["reportNumber"], report["datePublished"]) == ("RP/2031/7", "2031-05-20")
    assert described(published, "evidence/lower")["about"] == report
    assert "about" not in described(published, "views")


def test_an_entry_is_told_as_what_it_is(published: Built) -> None:
    entries = ("regions/upper-river", "actors/gauge-office", "resolutions/114", "threat/silting")
    told = [described(published, docname)["about"] for docname in entries]
    assert [about["@type"] for about in told] == ["Place", "Organization", "Legislation", "Thing"]
    assert told[2]["legislationIdentifier"] and told[0]["name"] == "Upper river"


def test_each_finding_is_told_as_a_claim_with_its_support_in_words(published: Built) -> None:
    claims = {node["@id"]: node for page in pages(published).values() for node in page.get("hasPart", ())}
    rows = {f"{BASE}{row['url']}": row for row in json.loads((published.folder / "data/findings.json").read_text())}
    assert claims.keys() == rows.keys()
    for address, row in rows.items():
        assert claims[address]["text"] == row["text"]
        number = f"by {row['sources']} other" if row["sources"] else "Single source"
        assert number in claims[address]["description"]


def test_the_data_are_offered_file_by_file_with_the_checksum_of_each(published: Built) -> None:
    offered = described(published, "views")["mainEntity"]["distribution"]
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (published.folder / "data").glob("*.*")}
    assert {file["name"]: file["sha256"] for file in offered} == files
    assert {file["encodingFormat"] for file in offered} == {"text/csv", "application/json"}


def test_no_text_of_a_page_can_end_what_is_told(published: Built) -> None:
    assert described(published, "words")["description"] == "What a ship says, </script> or should."


def test_a_site_that_does_not_know_its_address_gives_none(built_ports: Built) -> None:
    for docname, page in pages(built_ports).items():
        assert page["name"] == text_of(built_ports.page(docname).h1)
        assert [node for node in nodes(page) if node.keys() & {"@id", "url", "item", "contentUrl"}] == []
    assert not {"sitemap.xml", "robots.txt"} & set(built_ports.files())


def test_the_sitemap_has_every_page_once_also_after_one_was_edited(tmp_path: Any) -> None:
    site = Site(tmp_path, "test-ports")
    first = site.build(html_baseurl=BASE).files()
    site.edit("pages/threat/silting.md", "# Silting\n", "# Silt\n")
    built = site.build(html_baseurl=BASE, jobs=2)
    assert built.files()["sitemap.xml"] == first["sitemap.xml"]
    listed = [loc.text for loc in ET.parse(built.folder / "sitemap.xml").iter(LOC)]
    assert listed == sorted(f"{BASE}{docname}.html" for docname in docnames(built))
    assert f"Sitemap: {BASE}sitemap.xml\n" in (built.folder / "robots.txt").read_text()


def wrong_address(site: Site, **config: Any) -> BeautifulSoup:
    return site.build(html_theme="dossier", templates_path=[], **config).page("404")


def test_the_page_for_a_wrong_address_works_at_any_depth(ports: Site) -> None:
    extensions = ["myst_parser", "sphinxcontrib.bibtex", "dossier", "notfound.extension"]
    config = {"notfound_template": "404.html", "notfound_context": {"pageurl": None}, "notfound_urls_prefix": "/sub/"}
    page = wrong_address(ports, html_baseurl="https://ports.example/sub/", extensions=extensions, **config)
    found = [str(tag.get("href", tag.get("src", tag.get("action")))) for tag in page.select("[href], [src], [action]")]
    ours = [address for address in found if not address.startswith(("#", "https://"))]
    assert [address for address in ours if not address.startswith("/sub/")] == []
    files = [ports.folder / "built/html" / address.partition("?")[0].removeprefix("/sub/") for address in ours]
    assert [path for path in files if not path.is_file()] == []
    assert page.select_one("form[role=search] input[name=q]") and page.select("nav a")
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_where_the_site_does_not_know_its_address_that_page_works_under_its_own_name(rebuilt_ports: Site) -> None:
    page = wrong_address(rebuilt_ports, html_additional_pages={"404": "404.html"})
    assert text_of(page.h1) == "Page not found" and text_of(page.title).startswith("Page not found")
    found = [str(tag.get("href", tag.get("src", tag.get("action")))) for tag in page.select("[href], [src], [action]")]
    files = [address.partition("?")[0] for address in found if not address.startswith(("#", "https://")) and address != "/"]
    assert "index.html" in files and any(name.endswith(".css") for name in files)
    assert [name for name in files if not (rebuilt_ports.folder / "built/html" / name).is_file()] == []
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_a_page_of_the_site_shows_itself_where_somebody_links_to_it(whole_site: Built) -> None:
    page = whole_site.page("regions/west-africa")
    card = {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property]")}
    assert card["og:title"] == "West Africa"
    assert card["og:type"] == "article"
    assert card["og:description"] == page.select_one("meta[name=description]")["content"]
    assert card["og:site_name"] and card["og:locale"] == "en_GB"
    assert isinstance(page, BeautifulSoup) and len(page.select("meta[name=viewport]")) == 1
