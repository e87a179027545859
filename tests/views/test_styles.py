"""A page asks for one style sheet, and for others only where it has use for them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sphinx.errors import ExtensionError

from dossier.html.absent import ABSENT
from tests.support import Built, Site

STYLES: dict[str, Any] = {
    "html_static_path": ["_static"],
    "html_css_files": ["first.css", "css/second.css", ("print.css", {"media": "print"})],
}


@pytest.fixture
def styled(ports: Site) -> Site:
    """The report on river ports with style sheets of its own."""
    ports.write("pages/_static/first.css", "h1 { color: red }\n/*# sourceMappingURL=first.css.map */")
    ports.write("pages/_static/css/second.css", "h1 { color: green; background: url('data:image/png;base64,') }")
    ports.write("pages/_static/print.css", "h1 { color: black }")
    return ports


def sheets(built: Built, docname: str) -> list[str]:
    found = built.page(docname).select("link[rel=stylesheet]")
    return [str(link["href"]).partition("?")[0] for link in found]


def test_the_sheets_of_every_page_are_one_file_in_their_order(styled: Site) -> None:
    built = styled.build(**STYLES)
    assert sheets(built, "regions/lower-river") == ["../_static/site.css", "../_static/print.css"]
    joined = (built.folder / "_static/site.css").read_text()
    assert 0 < joined.index("color: red") < joined.index("color: green")
    assert "color: black" not in joined and "sourceMappingURL" not in joined


def test_a_sheet_that_was_edited_is_joined_anew(styled: Site) -> None:
    styled.build(**STYLES)
    styled.edit("pages/_static/first.css", "red", "teal")
    assert "color: teal" in (styled.build(**STYLES).folder / "_static/site.css").read_text()


@pytest.mark.parametrize("text", ["@import 'more.css';", "h1 { mask: url(wave.png) }", 'h1 { mask: url("wave.png") }'])
def test_a_sheet_that_holds_only_in_its_own_folder_is_refused(styled: Site, text: str) -> None:
    styled.write("pages/_static/css/second.css", text)
    with pytest.raises(ExtensionError, match=r"second\.css: .* cannot be joined"):
        styled.build(**STYLES)


def test_the_theme_brings_no_rule_for_what_no_page_has_and_no_page_has_it(whole_site: Built) -> None:
    joined = (whole_site.folder / "_static/site.css").read_text()
    assert ".sidebar-drawer" not in joined and "svg+xml" not in joined and "dl.sig" not in joined
    assert "aside.sidebar" in joined and ".admonition.warning" in joined
    given = {
        name
        for path in whole_site.folder.rglob("*.html")
        for value in re.findall(r'\b(?:class|id)="([^"]+)"', path.read_text())
        for name in value.split()
    }
    assert {name for name in given if ABSENT.fullmatch(name)} == set()
