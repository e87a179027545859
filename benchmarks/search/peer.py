"""The same pages with Sphinx's built-in search: the theme's search page, and the index that Sphinx writes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

ROOT = Path(__file__).resolve().parents[2]


def build(folder: Path) -> Path:
    """Build the site anew with Sphinx's search; gives the folder of the site."""
    shutil.rmtree(folder, ignore_errors=True)
    plain = {"templates_path": [], "html_use_index": False, "notfound_template": "page.html"}
    app = Sphinx(
        ROOT / "docs", ROOT / "docs", folder / "html", folder / "doctrees", "html", plain, status=None, warning=sys.stderr
    )
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    app.builder.search = True
    app.connect("html-page-context", _all_scripts, priority=900)
    app.build()
    return folder / "html"


def _all_scripts(app: Sphinx, pagename: str, template: str, context: dict[str, object], doctree: object) -> None:
    assert isinstance(app.builder, StandaloneHTMLBuilder)
    context["script_files"] = app.builder._js_files
