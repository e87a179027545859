"""Supported and unsupported builders, and a theme that is missing."""

from __future__ import annotations

import pytest
from sphinx.util.docutils import docutils_namespace

from tests.support import Site


@pytest.mark.parametrize("builder", ["singlehtml", "text", "json", "latex", "man", "texinfo"])
def test_unsupported_builder_is_refused(ports: Site, builder: str) -> None:
    message = f"^dossier: the builder “{builder}” is not supported; use html, dirhtml, epub or book$"
    with docutils_namespace(), pytest.raises(SystemExit, match=message):
        ports.build(builder=builder)


def test_missing_theme_is_reported_without_traceback(ports: Site) -> None:
    message = r"^dossier: [^\n]*'furro'[^\n]*; correct “html_theme” in conf\.py, or install the theme$"
    with pytest.raises(SystemExit, match=message):
        ports.build(html_theme="furro")


@pytest.mark.parametrize("builder", ["gettext", "pseudoxml"])
def test_supported_builder_has_no_warnings(ports: Site, builder: str) -> None:
    assert ports.build(builder=builder).warnings == []
