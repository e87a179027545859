"""Metadata: linked data (JSON-LD), sitemap, the 404 page, and Open Graph."""

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
PAGE = """\
---
summary: What a ship says, </script> or should.
---
# Words & signs
"""
REQUIRED_PROPERTIES = {
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
"""The properties that a node of each type must have."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports with a dataset, built with a base URL."""
    site = Site(tmp_path_factory.mktemp("published"), "test-ports")
    site.write("source/dataset.yaml", DATASET)
    site.write("pages/words.md", PAGE)
    site.edit("pages/index.md", "views\n", "views\nwords\n")
    site.edit("pages/views.md", "# Views", "# Views\n\n:::{downloads}\n:::")
    return site.build(html_baseurl=BASE, dossier_about_report=["index", "evidence/*"])


def read_linked_data(built: Built, docname: str) -> dict[str, Any]:
    """Return the linked data of a page."""
    scripts = built.page(docname).select('script[type="application/ld+json"]')
    assert len(scripts) == 1, docname
    return dict(json.loads(scripts[0].text))


def find_docnames(built: Built) -> list[str]:
    """Return the docnames of pages with a source file."""
    every = [str(path.relative_to(built.folder).with_suffix("")) for path in sorted(built.folder.rglob("*.html"))]
    return [docname for docname in every if docname not in ("genindex", "search")]


def read_all_linked_data(built: Built) -> dict[str, dict[str, Any]]:
    """Return the linked data of each page."""
    return {docname: read_linked_data(built, docname) for docname in find_docnames(built)}


def walk_nodes(part: Any) -> Iterator[dict[str, Any]]:
    """Yield a node and its descendants."""
    for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from walk_nodes(inner)
    if isinstance(part, dict):
        yield part


def test_linked_data_of_pages_has_required_properties(published: Built) -> None:
    linked_data = read_all_linked_data(published)
    assert set(linked_data) >= {"index", "words", "views", "regions/upper-river", "actors/harbour-board"}
    for docname, page in linked_data.items():
        assert (page["@context"], page["@type"]) == ("https://schema.org", "WebPage")
        assert page["url"] == f"{BASE}{docname}.html"
        assert page["name"] == text_of(published.page(docname).h1)
        for node in walk_nodes(page):
            assert node.keys() >= REQUIRED_PROPERTIES[node["@type"]], f"{docname}: {node}"
            assert all(node.values()), f"{docname}: a property without a value in {node}"


def test_addresses_in_linked_data_have_targets(published: Built) -> None:
    addresses = {
        node[name]
        for page in read_all_linked_data(published).values()
        for node in walk_nodes(page)
        for name in ("@id", "url", "item", "contentUrl")
        if name in node
    }
    assert len(addresses) > len(find_docnames(published))
    for address in addresses - {BASE}:
        path, _anchor = urldefrag(address.removeprefix(BASE))
        assert (published.folder / path).is_file(), address


def test_breadcrumbs_in_linked_data_equal_those_on_page(published: Built) -> None:
    breadcrumb = read_linked_data(published, "regions/lower-river")["breadcrumb"]["itemListElement"]
    assert [(step["position"], step["name"]) for step in breadcrumb] == [(1, "RP/2031/7"), (2, "Regions"), (3, "Lower river")]
    shown = [text_of(link) for link in published.page("regions/lower-river").select(".breadcrumbs a")]
    assert shown == [step["name"] for step in breadcrumb[1:-1]]


def test_report_is_subject_of_pages_about_it(published: Built) -> None:
    report = read_linked_data(published, "index")["about"]
    assert report["@type"] == "Report"
    assert (report["reportNumber"], report["datePublished"]) == ("RP/2031/7", "2031-05-20")
    assert read_linked_data(published, "evidence/lower")["about"] == report
    assert "about" not in read_linked_data(published, "views")


def test_subject_of_entry_has_type_of_its_kind(published: Built) -> None:
    entries = ("regions/upper-river", "actors/gauge-office", "resolutions/114", "threat/silting")
    subjects = [read_linked_data(published, docname)["about"] for docname in entries]
    assert [about["@type"] for about in subjects] == ["Place", "Organization", "Legislation", "Thing"]
    assert subjects[2]["legislationIdentifier"] and subjects[0]["name"] == "Upper river"


def test_findings_are_claims_with_support_in_description(published: Built) -> None:
    claims = {node["@id"]: node for page in read_all_linked_data(published).values() for node in page.get("hasPart", ())}
    rows = {f"{BASE}{row['url']}": row for row in json.loads((published.folder / "data/findings.json").read_text())}
    assert claims.keys() == rows.keys()
    for address, row in rows.items():
        assert claims[address]["text"] == row["text"]
        number = f"by {row['sources']} other" if row["sources"] else "Single source"
        assert number in claims[address]["description"]


def test_dataset_lists_files_with_checksums(published: Built) -> None:
    distribution = read_linked_data(published, "views")["mainEntity"]["distribution"]
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (published.folder / "data").glob("*.*")}
    assert {file["name"]: file["sha256"] for file in distribution} == files
    assert {file["encodingFormat"] for file in distribution} == {"text/csv", "application/json"}


def test_closing_tag_in_text_does_not_end_script(published: Built) -> None:
    assert read_linked_data(published, "words")["description"] == "What a ship says, </script> or should."


def test_site_without_base_url_has_no_addresses_and_sitemap(built_ports: Built) -> None:
    for docname, page in read_all_linked_data(built_ports).items():
        assert page["name"] == text_of(built_ports.page(docname).h1)
        assert [node for node in walk_nodes(page) if node.keys() & {"@id", "url", "item", "contentUrl"}] == []
    assert not {"sitemap.xml", "robots.txt"} & set(built_ports.files())


def test_sitemap_lists_each_page_once_also_after_rebuild(rebuilt_ports: Site) -> None:
    first = rebuilt_ports.build(only="index", html_baseurl=BASE).files()
    rebuilt_ports.edit("pages/threat/silting.md", "# Silting\n", "# Silt\n")
    built = rebuilt_ports.build(only="index threat/silting", html_baseurl=BASE, jobs=2)
    assert built.files()["sitemap.xml"] == first["sitemap.xml"]
    listed = [loc.text for loc in ET.parse(built.folder / "sitemap.xml").iter(LOC)]
    assert listed == sorted(f"{BASE}{docname}.html" for docname in find_docnames(built))
    assert f"Sitemap: {BASE}sitemap.xml\n" in (built.folder / "robots.txt").read_text()


def build_404_page(site: Site, **config: Any) -> BeautifulSoup:
    return site.build(only="index", html_theme="dossier", templates_path=[], **config).page("404")


def test_404_page_works_at_any_depth(rebuilt_ports: Site) -> None:
    extensions = ["myst_parser", "sphinxcontrib.bibtex", "dossier", "notfound.extension"]
    config = {"notfound_template": "404.html", "notfound_context": {"pageurl": None}, "notfound_urls_prefix": "/sub/"}
    page = build_404_page(rebuilt_ports, html_baseurl="https://ports.example/sub/", extensions=extensions, **config)
    addresses = [str(tag.get("href", tag.get("src", tag.get("action")))) for tag in page.select("[href], [src], [action]")]
    local_addresses = [address for address in addresses if not address.startswith(("#", "https://"))]
    assert [address for address in local_addresses if not address.startswith("/sub/")] == []
    files = [rebuilt_ports.folder / "built/html" / address.partition("?")[0].removeprefix("/sub/") for address in local_addresses]
    assert [path for path in files if not path.is_file()] == []
    assert page.select_one("form[role=search] input[name=q]") and page.select("nav a")
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_404_page_of_site_without_base_url_has_relative_links(rebuilt_ports: Site) -> None:
    page = build_404_page(rebuilt_ports, html_additional_pages={"404": "404.html"})
    assert text_of(page.h1) == "Page not found" and text_of(page.title).startswith("Page not found")
    addresses = [str(tag.get("href", tag.get("src", tag.get("action")))) for tag in page.select("[href], [src], [action]")]
    files = [address.partition("?")[0] for address in addresses if not address.startswith(("#", "https://")) and address != "/"]
    assert "index.html" in files and any(name.endswith(".css") for name in files)
    assert [name for name in files if not (rebuilt_ports.folder / "built/html" / name).is_file()] == []
    assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_page_has_open_graph_metadata(whole_site: Built) -> None:
    page = whole_site.page("regions/west-africa")
    card = {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property]")}
    assert card["og:title"] == "West Africa"
    assert card["og:type"] == "article"
    assert card["og:description"] == page.select_one("meta[name=description]")["content"]
    assert card["og:site_name"] and card["og:locale"] == "en_GB"
    assert isinstance(page, BeautifulSoup) and len(page.select("meta[name=viewport]")) == 1
