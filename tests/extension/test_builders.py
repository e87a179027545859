"""Unsupported builders are refused with a one-line message; the others work."""

from __future__ import annotations

import pytest
from sphinx.util.docutils import docutils_namespace

from tests.support import Site


@pytest.mark.parametrize("builder", ["singlehtml", "text", "json", "latex", "man", "texinfo"])
def test_an_unsupported_builder_is_refused_in_one_line(ports: Site, builder: str) -> None:
    refused = f"^dossier: the builder “{builder}” is not supported; use html, dirhtml, epub or book$"
    with docutils_namespace(), pytest.raises(SystemExit, match=refused):
        ports.build(builder=builder)


def test_a_theme_that_does_not_exist_is_told_in_one_line(ports: Site) -> None:
    told = r"^dossier: [^\n]*'furro'[^\n]*; correct “html_theme” in conf\.py, or install the theme$"
    with pytest.raises(SystemExit, match=told):
        ports.build(html_theme="furro")


@pytest.mark.parametrize("builder", ["gettext", "pseudoxml"])
def test_a_supported_builder_builds_without_a_warning(ports: Site, builder: str) -> None:
    assert ports.build(builder=builder).warnings == []
