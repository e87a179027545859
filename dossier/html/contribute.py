"""Ways for readers to take part: a link to edit a page, and one to report a problem with a finding.

They lead to the public repository, and stand only where one is configured.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dossier.build import build_of
from dossier.formatting import long_date
from dossier.graph import Dossier, LinkedFinding

BRANCH = "main"
"""The branch from which the site is published."""

FORM = "problem-with-a-claim.yml"
"""The form of an issue that a report opens; it has the fields ``finding``, ``page`` and ``text``."""


class LastChanges(dict[str, str]):
    """The day on which each page was last changed, by its path."""


def edit_address(repository: str, folder: str, docname: str) -> str:
    """Where a page can be edited in a browser.

    :param folder: the folder of the pages, from the root of the repository
    """
    return f"{repository}/edit/{BRANCH}/{quote(f'{folder}/{docname}.md')}"


def report_address(repository: str, dossier: Dossier, finding: LinkedFinding) -> str:
    """Where a problem with a finding can be reported, the form filled with what the reader would have to copy."""
    fields = {
        "template": FORM,
        "title": f"Problem with {finding.id}",
        "finding": finding.id,
        "page": finding.page.docname,
        "text": dossier.text(finding),
    }
    return f"{repository}/issues/new?{urlencode(fields, quote_via=quote)}"


def add_report_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """End the source line of each finding with a link to report a problem (``doctree-resolved``, after the search index)."""
    repository = app.config.dossier_repository
    if not repository:
        return
    dossier = build_of(app.env).dossier
    for source in doctree.findall(nodes.paragraph):
        if "finding-source" in source["classes"]:
            finding = dossier.findings[source.parent["finding"]]
            address = report_address(repository, dossier, finding)
            source += nodes.Text(" ")
            source += nodes.reference("", "Report a problem", refuri=address, classes=["report-problem"])


def last_change(env: BuildEnvironment, docname: str) -> str:
    """The day on which a page was last changed, as an ISO date; nothing where that is not known."""
    return build_of(env).part(LastChanges).get(str(env.doc2path(docname, base=False)), "")


def add_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the templates where the page can be edited and when it was last changed, if that is known (``html-page-context``)."""
    repository = app.config.dossier_repository
    if repository and doctree is not None:
        context["edit_address"] = edit_address(repository, app.srcdir.name, pagename)
        day = last_change(app.env, pagename)
        context["last_change"] = (day, long_date(day)) if day else ()
