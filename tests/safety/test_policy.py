"""The Content-Security-Policy, and what pages, style sheets and images may not contain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from tests.support import Built

HANDLER = re.compile(r"<[^>]*\s(?:on[a-z]+|style)\s*=", re.IGNORECASE)
OTHER_HOST = re.compile(r"(?:[a-z]+:)?//", re.IGNORECASE)
LOADING_TAGS = ("script", "style", "link", "img", "iframe", "object", "embed", "source", "image", "use", "form", "base")
NOT_LOADED = {"canonical", "license", "edit", "author", "help"}


@pytest.fixture(scope="module")
def pages(whole_site: Built) -> dict[str, str]:
    """The text of every page of the site."""
    return {str(path.relative_to(whole_site.folder)): path.read_text() for path in sorted(whole_site.folder.rglob("*.html"))}


def read_headers(folder: Path) -> dict[str, str]:
    """Return the headers that the file ``_headers`` defines for all pages."""
    first, *rows = (folder / "_headers").read_text().splitlines()
    assert first == "/*"
    return dict(row.strip().split(": ", 1) for row in rows)


def test_headers_are_strict(whole_site: Built) -> None:
    headers_sent = read_headers(whole_site.folder)
    assert headers_sent["X-Content-Type-Options"] == "nosniff"
    assert headers_sent["Referrer-Policy"] == "no-referrer"
    assert "geolocation=()" in headers_sent["Permissions-Policy"]
    policy = dict(part.split(" ", 1) for part in headers_sent["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert all("unsafe" not in value for value in policy.values())
    assert policy["script-src"] == "'self'"


def test_policy_is_first_element_of_head(whole_site: Built, pages: dict[str, str]) -> None:
    policy = read_headers(whole_site.folder)["Content-Security-Policy"].removesuffix("; frame-ancestors 'none'")
    expected = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    for path, text in pages.items():
        head = text.replace("&#39;", "'").partition("<head>")[2]
        assert head.lstrip().startswith(expected), path


def test_pages_have_no_inline_scripts_or_styles(pages: dict[str, str]) -> None:
    assert [wrong for path, text in pages.items() for wrong in find_inline_code(path, text)] == []


def find_inline_code(path: str, text: str) -> Iterator[str]:
    """Yield the inline scripts, styles and handlers of a page, which the policy blocks."""
    for match in HANDLER.finditer(text):
        yield f"{path}: {match[0]}"
    for tag in lxml.html.fromstring(text).iter("script", "style"):
        if tag.tag == "style" or (not tag.get("src") and tag.get("type") not in ("application/ld+json", "application/json")):
            yield f"{path}: <{tag.tag}>"


def test_pages_load_nothing_from_other_hosts(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        for tag in lxml.html.fromstring(text).iter(*LOADING_TAGS):
            if tag.tag == "link" and NOT_LOADED & set(tag.get("rel", "").split()):
                continue
            for name in ("src", "href", "srcset", "data", "action", "xlink:href"):
                assert not OTHER_HOST.match(tag.get(name, "")), f"{path}: {lxml.html.tostring(tag)}"


def test_style_sheets_load_nothing_from_other_hosts(whole_site: Built) -> None:
    paths = [*whole_site.folder.rglob("*.css")]
    assert paths
    for path in paths:
        assert not re.search(r"@import|url\(\s*[\"']?(?:[a-z]+:)?//", path.read_text()), path.name


def test_svg_images_have_no_scripts(whole_site: Built) -> None:
    paths = [*whole_site.folder.rglob("*.svg")]
    assert paths
    for path in paths:
        assert not re.search(r"<script|\son[a-z]+=|(?:href|src)=[\"'](?!#)", path.read_text(), re.IGNORECASE), path.name
