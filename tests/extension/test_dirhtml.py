"""A site built with the builder ``dirhtml``: all its addresses have targets."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.support import Built, Site, parsed

pytestmark = pytest.mark.xdist_group("dirhtml")

BASE = "https://example.org/ports/"
DATASET = """\
name: ports
title: The river ports
description: What the report says of the river ports.
licence: {name: CC0-1.0, title: Public domain, path: "https://creativecommons.org/publicdomain/zero/1.0/"}
contributors: [{title: The contributors}]
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report on river ports with a moved page, built with ``dirhtml``."""
    site = Site(tmp_path_factory.mktemp("dirhtml"), "test-ports")
    ledger = (site.folder / "source/ledger.yaml").read_text()
    site.write(
        "source/ledger.yaml", f"{ledger}moved:\n- old: regions/delta\n  to: regions/lower-river\n  why: It was named anew.\n"
    )
    site.write("source/dataset.yaml", DATASET)
    extensions = ["dossier", "notfound.extension"]
    built = site.build(builder="dirhtml", html_baseurl=BASE, html_theme="dossier", templates_path=[], extensions=extensions)
    assert built.warnings == []
    return built


def parse_pages(built: Built) -> Iterator[tuple[str, BeautifulSoup]]:
    """Yield each page with its address relative to the root."""
    for path in sorted(built.folder.rglob("index.html")):
        uri = path.parent.relative_to(built.folder).as_posix()
        yield "" if uri == "." else f"{uri}/", parsed(path.read_text())


def find_broken(built: Built, addresses: Iterator[str]) -> list[str]:
    """Return the broken ones among relative or absolute addresses."""
    return sorted({address for address in addresses if not has_target(built, address.removeprefix(BASE))})


def has_target(built: Built, address: str) -> bool:
    """Whether an address has a file that has the fragment."""
    whole, anchor = urldefrag(address)
    path = unquote(whole.partition("?")[0])
    file = built.folder / path
    file = file / "index.html" if path in ("", ".") or path.endswith("/") else file
    return file.is_file() and (not anchor or unquote(anchor) in find_ids(file))


@cache
def find_ids(file: Path) -> set[str]:
    """Return the ids on a page."""
    return set(re.findall(r'\bid="([^"]+)"', file.read_text()))


def test_links_on_pages_have_targets(built: Built) -> None:
    def links() -> Iterator[str]:
        for uri, page in parse_pages(built):
            for tag in page.select("[href], [src], [action], [data-previews]"):
                for name in ("href", "src", "action", "data-previews"):
                    target = urljoin(BASE + uri, str(tag.get(name, "")))
                    if tag.get(name) not in (None, "", "#top") and target.startswith(BASE):
                        yield target

    assert find_broken(built, links()) == []


def test_urls_in_data_have_targets(built: Built) -> None:
    rows = [
        row for path in (built.folder / "data").glob("*.json") for row in json.loads(path.read_text()) if isinstance(row, dict)
    ]
    urls = [row["url"] for row in rows if row.get("url") and "://" not in row["url"]]
    assert any("#" in url for url in urls) and any(url.endswith("/") for url in urls)
    assert find_broken(built, iter(urls)) == []


def test_urls_in_citations_have_targets(built: Built) -> None:
    cited = [item["URL"] for path in built.folder.glob("cite/**/*.csl.json") for item in json.loads(path.read_text())]
    assert f"{BASE}regions/lower-river/" in cited
    assert find_broken(built, iter(cited)) == []


def test_keys_of_previews_have_targets(built: Built) -> None:
    keys = [
        key for path in built.folder.glob("previews/**/*.js") for key in re.findall(r'[{,]"([^"]+)":\{"kind"', path.read_text())
    ]
    assert any(key.startswith("regions/lower-river/") for key in keys)
    assert find_broken(built, (key for key in keys if "://" not in key)) == []


def test_urls_in_sitemap_and_linked_data_have_targets(built: Built) -> None:
    addresses = [
        place.text or "" for place in ElementTree.parse(built.folder / "sitemap.xml").iter() if place.tag.endswith("}loc")
    ]
    assert f"{BASE}regions/lower-river/" in addresses
    linked_data = [
        str(script.string) for _, page in parse_pages(built) for script in page.select("script[type='application/ld+json']")
    ]
    addresses += [
        url for text in linked_data for url in re.findall(r'"(?:url|item|contentUrl)":"([^"]+)"', text) if url.startswith(BASE)
    ]
    assert find_broken(built, iter(addresses)) == []


def test_moved_page_links_to_its_new_address(built: Built) -> None:
    page = built.page("regions/delta/index")
    (link,) = page.select("#target")
    assert urljoin(f"{BASE}regions/delta/", str(link["href"])) == f"{BASE}regions/lower-river/"


def test_404_page_is_at_root(built: Built) -> None:
    page = built.page("404")
    assert page.h1 is not None and page.h1.get_text().startswith("Page not found")


def test_recorded_lookups_are_the_same_in_serial_and_parallel_builds(ports: Site) -> None:
    lookups, docnames = [], "evidence/lower regions/lower-river regions/river views"
    for jobs in (1, 2):
        ports.build(f"with-{jobs}", builder="dirhtml", jobs=jobs, only=docnames, html_theme="dossier", templates_path=[])
        (path,) = Path(ports.folder, f"with-{jobs}").rglob("dirhtml.shown")
        with path.open("rb") as file:
            pickle.load(file)
            lookups.append(pickle.load(file).lookups)
    assert lookups[0].keys() >= {*docnames.split()}
    assert lookups[0] == lookups[1]


def test_footer_shows_address_of_page(rebuilt_ports: Site) -> None:
    rebuilt_ports.build(builder="dirhtml", only="regions/lower-river", html_theme="dossier", templates_path=[])
    page = Path(rebuilt_ports.folder, "built/dirhtml/regions/lower-river/index.html").read_text()
    assert "regions/lower-river/</span>" in page
