"""The same pages with Sphinx's built-in search: the theme's search page, and the index that Sphinx writes."""

from __future__ import annotations

import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

ROOT = Path(__file__).resolve().parents[2]


def build(folder: Path) -> Path:
    """Build the site with Sphinx's search, unless it is there; gives the folder of the site."""
    site = folder / "html"
    if not (site / "searchindex.js").exists():
        plain = {"templates_path": [], "html_use_index": False}
        app = Sphinx(ROOT / "docs", ROOT / "docs", site, folder / "doctrees", "html", plain, status=None, warning=sys.stderr)
        app.connect("builder-inited", _search, priority=900)
        app.connect("html-page-context", _all_scripts, priority=900)
        app.build()
    return site


def _search(app: Sphinx) -> None:
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    app.builder.search = True


def _all_scripts(app: Sphinx, pagename: str, template: str, context: dict[str, object], doctree: object) -> None:
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    context["script_files"] = app.builder._js_files
