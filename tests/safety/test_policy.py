"""The Content-Security-Policy allows the pages to work, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from tests.support import Built

HANDLER = re.compile(r"<[^>]*\s(?:on[a-z]+|style)\s*=", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
LOADED = ("script", "style", "link", "img", "iframe", "object", "embed", "source", "image", "use", "form", "base")
ALTERNATES = {"canonical", "license", "edit", "author", "help"}


@pytest.fixture(scope="module")
def pages(whole_site: Built) -> dict[str, str]:
    """The text of every page of the site."""
    return {str(path.relative_to(whole_site.folder)): path.read_text() for path in sorted(whole_site.folder.rglob("*.html"))}


def headers(folder: Path) -> dict[str, str]:
    """Return the headers that ``_headers`` makes a host send with every page."""
    first, *rows = (folder / "_headers").read_text().splitlines()
    assert first == "/*"
    return dict(row.strip().split(": ", 1) for row in rows)


def test_the_headers_are_those_of_a_site_that_shows_text(whole_site: Built) -> None:
    sent = headers(whole_site.folder)
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "no-referrer"
    assert "geolocation=()" in sent["Permissions-Policy"]
    policy = dict(part.split(" ", 1) for part in sent["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert all("unsafe" not in value for value in policy.values())
    assert policy["script-src"] == "'self'"


def test_every_page_holds_the_policy_before_anything_else(whole_site: Built, pages: dict[str, str]) -> None:
    policy = headers(whole_site.folder)["Content-Security-Policy"].removesuffix("; frame-ancestors 'none'")
    wanted = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    for path, text in pages.items():
        head = text.replace("&#39;", "'").partition("<head>")[2]
        assert head.lstrip().startswith(wanted), path


def test_no_page_has_a_script_or_a_style_in_it(pages: dict[str, str]) -> None:
    assert [wrong for path, text in pages.items() for wrong in inline(path, text)] == []


def inline(path: str, text: str) -> Iterator[str]:
    """Return the parts of a page that the policy would block."""
    for match in HANDLER.finditer(text):
        yield f"{path}: {match[0]}"
    for tag in lxml.html.fromstring(text).iter("script", "style"):
        if tag.tag == "style" or (not tag.get("src") and tag.get("type") not in ("application/ld+json", "application/json")):
            yield f"{path}: <{tag.tag}>"


def test_no_page_loads_anything_from_elsewhere(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        for tag in lxml.html.fromstring(text).iter(*LOADED):
            if tag.tag == "link" and ALTERNATES & set(tag.get("rel", "").split()):
                continue
            for name in ("src", "href", "srcset", "data", "action", "xlink:href"):
                assert not ELSEWHERE.match(tag.get(name, "")), f"{path}: {lxml.html.tostring(tag)}"


def test_no_stylesheet_loads_anything_from_elsewhere(whole_site: Built) -> None:
    for path in whole_site.folder.rglob("*.css"):
        assert not re.search(r"@import|url\(\s*[\"']?(?:[a-z]+:)?//", path.read_text()), path.name


def test_no_picture_holds_a_script(whole_site: Built) -> None:
    for path in whole_site.folder.rglob("*.svg"):
        assert not re.search(r"<script|\son[a-z]+=|(?:href|src)=[\"'](?!#)", path.read_text(), re.IGNORECASE), path.name
