"""A site built with ``dirhtml`` has no broken links."""

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
    """The small site, with a page that moved."""
    site = Site(tmp_path_factory.mktemp("dirhtml"), "test-ports")
    ledger = (site.folder / "source/ledger.yaml").read_text()
    site.write(
        "source/ledger.yaml", f"{ledger}moved:\n- old: regions/delta\n  to: regions/lower-river\n  why: It was named anew.\n"
    )
    site.write("source/dataset.yaml", DATASET)
    extensions = ["dossier", "notfound.extension"]
    made = site.build(builder="dirhtml", html_baseurl=BASE, html_theme="dossier", templates_path=[], extensions=extensions)
    assert made.warnings == []
    return made


def pages(built: Built) -> Iterator[tuple[str, BeautifulSoup]]:
    """Every page, by its address below the root."""
    for path in sorted(built.folder.rglob("index.html")):
        uri = path.parent.relative_to(built.folder).as_posix()
        yield "" if uri == "." else f"{uri}/", parsed(path.read_text())


def broken(built: Built, addresses: Iterator[str]) -> list[str]:
    """Return those of the given relative or absolute addresses that are broken."""
    return sorted({address for address in addresses if not leads(built, address.removeprefix(BASE))})


def leads(built: Built, address: str) -> bool:
    """Whether an address has a file, and the file the fragment."""
    whole, anchor = urldefrag(address)
    path = unquote(whole.partition("?")[0])
    file = built.folder / path
    file = file / "index.html" if path in ("", ".") or path.endswith("/") else file
    return file.is_file() and (not anchor or unquote(anchor) in ids(file))


@cache
def ids(file: Path) -> set[str]:
    """Return the ids on a page."""
    return set(re.findall(r'\bid="([^"]+)"', file.read_text()))


def test_every_link_of_a_page_leads_somewhere(built: Built) -> None:
    def links() -> Iterator[str]:
        for uri, page in pages(built):
            for tag in page.select("[href], [src], [action], [data-previews]"):
                for name in ("href", "src", "action", "data-previews"):
                    target = urljoin(BASE + uri, str(tag.get(name, "")))
                    if tag.get(name) not in (None, "", "#top") and target.startswith(BASE):
                        yield target

    assert broken(built, links()) == []


def test_every_address_in_the_data_leads_somewhere(built: Built) -> None:
    rows = [
        row for path in (built.folder / "data").glob("*.json") for row in json.loads(path.read_text()) if isinstance(row, dict)
    ]
    urls = [row["url"] for row in rows if row.get("url") and "://" not in row["url"]]
    assert any("#" in url for url in urls) and any(url.endswith("/") for url in urls)
    assert broken(built, iter(urls)) == []


def test_what_readers_cite_with_leads_somewhere(built: Built) -> None:
    cited = [item["URL"] for path in built.folder.glob("cite/**/*.csl.json") for item in json.loads(path.read_text())]
    assert f"{BASE}regions/lower-river/" in cited
    assert broken(built, iter(cited)) == []


def test_previews_stand_under_the_addresses_of_links(built: Built) -> None:
    found = [
        key for path in built.folder.glob("previews/**/*.js") for key in re.findall(r'[{,]"([^"]+)":\{"kind"', path.read_text())
    ]
    assert any(key.startswith("regions/lower-river/") for key in found)
    assert broken(built, (key for key in found if "://" not in key)) == []


def test_what_machines_read_leads_somewhere(built: Built) -> None:
    places = [place.text or "" for place in ElementTree.parse(built.folder / "sitemap.xml").iter() if place.tag.endswith("}loc")]
    assert f"{BASE}regions/lower-river/" in places
    described = [str(script.string) for _, page in pages(built) for script in page.select("script[type='application/ld+json']")]
    places += [
        url for text in described for url in re.findall(r'"(?:url|item|contentUrl)":"([^"]+)"', text) if url.startswith(BASE)
    ]
    assert broken(built, iter(places)) == []


def test_a_page_that_moved_leads_on(built: Built) -> None:
    page = built.page("regions/delta/index")
    (link,) = page.select("#target")
    assert urljoin(f"{BASE}regions/delta/", str(link["href"])) == f"{BASE}regions/lower-river/"


def test_the_page_for_a_wrong_address_stands_where_hosts_look_for_it(built: Built) -> None:
    page = built.page("404")
    assert page.h1 is not None and page.h1.get_text().startswith("Page not found")


def test_what_pages_look_up_is_kept_whatever_the_number_of_processes(ports: Site) -> None:
    kept, some = [], "evidence/lower regions/lower-river regions/river views"
    for jobs in (1, 2):
        ports.build(f"with-{jobs}", builder="dirhtml", jobs=jobs, only=some, html_theme="dossier", templates_path=[])
        (path,) = Path(ports.folder, f"with-{jobs}").rglob("dirhtml.shown")
        with path.open("rb") as file:
            pickle.load(file)
            kept.append(pickle.load(file).lookups)
    assert kept[0].keys() >= {*some.split()}
    assert kept[0] == kept[1]


def test_what_the_foot_of_a_page_says_is_its_address(ports: Site) -> None:
    ports.build(builder="dirhtml", only="regions/lower-river", html_theme="dossier", templates_path=[])
    page = Path(ports.folder, "built/dirhtml/regions/lower-river/index.html").read_text()
    assert "regions/lower-river/</span>" in page
