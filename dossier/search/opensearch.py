"""The description by which a browser can add the site to its search engines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder


def describe_search(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write ``opensearch.xml``, if the site knows its address, and remove it, if not (``html-collect-pages``).

    Sphinx writes the same only beside a search index of its own. The address of the search page has to be absolute, so there is
    no description without ``html_use_opensearch``.
    """
    path = Path(app.outdir, "opensearch.xml")
    if app.config.html_use_opensearch and isinstance(app.builder, StandaloneHTMLBuilder):
        app.builder.handle_page("opensearch", {}, "opensearch.xml", outfilename=path)
    else:
        path.unlink(missing_ok=True)
    return iter(())
