"""The feed of changes, beside the pages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dossier.build import build_of, makes_site
from dossier.graph import Dossier
from dossier.review.feed import Channel, atom
from dossier.review.history import history

FILE = "changes.atom"


def write_feed(app: Sphinx, exception: Exception | None) -> None:
    """Write the feed, if there are releases and a page that lists them."""
    builder = app.builder
    if exception is not None or not makes_site(app) or not (page := _page(build_of(app.env).dossier)):
        return
    dossier = build_of(app.env).dossier
    source = dossier.source
    base = str(app.config.html_baseurl)
    url = f"{base}{FILE}" if base else ""
    titles = {name: page.title for name, page in dossier.pages.items()}
    channel = Channel(f"{app.config.html_short_title}: changes", app.config.author, source.report.symbol, page, url, titles)

    def address(docname: str, anchor: str) -> str:
        uri = f"{base}{builder.get_target_uri(docname)}"
        return f"{uri}#{anchor}" if anchor else uri

    Path(app.outdir, FILE).write_bytes(atom(channel, history(source.releases), address))


def add_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Tell the templates whether there is a feed, so that its link stands in the head of each page (``html-page-context``)."""
    context["feed"] = FILE if _page(build_of(app.env).dossier) else ""


@lru_cache(maxsize=1)
def _page(dossier: Dossier) -> str:
    """The page that lists the changes of each release, or nothing while there are no releases."""
    pages = (page.docname for page in dossier.pages.values() if any(block.name == "changes" for block in page.blocks))
    return next(pages, "") if dossier.source.releases else ""
