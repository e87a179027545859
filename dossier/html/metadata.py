"""Linked data: the description of a page as JSON-LD, in the vocabulary of schema.org."""

import json
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.matching import Matcher

from dossier.domain.build import BuildState, build_of, last_change
from dossier.export.files import FOLDER, files
from dossier.graph import Dossier, LinkedFinding
from dossier.html.navigation import Navigation
from dossier.model.kinds import kind_of
from dossier.model.source import without_empty

Node = dict[str, Any]


def report(dossier: Dossier, address: str) -> Node:
    """Return the description of the report that the dossier is about."""
    described = dossier.source.report
    reference = dossier.source.references.get(described.reference)
    publisher = {"@type": "Organization", "name": reference.publisher} if reference and reference.publisher else {}
    return without_empty({
        "@type": "Report",
        "@id": address,
        "name": described.title,
        "reportNumber": described.symbol,
        "datePublished": described.date,
        "publisher": publisher,
        "sameAs": reference.address if reference else "",
    })  # fmt: skip


def dataset(dossier: Dossier, docname: str) -> Node:
    """Return the description of the exported data, which a page offers."""
    described = dossier.source.dataset
    return without_empty({
        "@type": "Dataset",
        "@id": dossier.address_of(docname, "dataset"),
        "name": described.title,
        "description": described.description.strip(),
        "license": described.licence and described.licence.path,
        "creator": [{"@type": "Organization", "name": person.title} for person in described.contributors],
        "isAccessibleForFree": True,
        "distribution": list(_distribution(dossier)),
    })  # fmt: skip


def _distribution(dossier: Dossier) -> Iterator[Node]:
    for file in files(dossier.whole) if dossier.address else ():
        yield {
            "@type": "DataDownload",
            "name": file.name,
            "contentUrl": f"{dossier.address}{FOLDER}/{file.name}",
            "encodingFormat": file.format.mediatype,
            "contentSize": f"{len(file.content)} B",
            "sha256": file.sha256,
        }


def add_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add the description of the page to the template context (``html-page-context``)."""
    if doctree is None:
        return
    build = build_of(app.env)
    dossier = build.lookups.of(pagename)
    described = without_empty({
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": dossier.address_of(pagename),
        "url": dossier.address_of(pagename),
        "name": build.part(Navigation).title(pagename),
        "description": context.get("description", ""),
        "dateModified": last_change(app.env, pagename),
        "inLanguage": context["language_of_page"] or app.config.language,
        "isPartOf": without_empty({"@type": "WebSite", "name": str(app.config.html_title), "url": dossier.address}),
        "breadcrumb": _breadcrumbs(build, app.config.root_doc, pagename) if dossier.address else {},
        "about": _about(app, dossier, pagename),
        "mainEntity": dataset(dossier, pagename) if pagename == dossier.page_with("downloads") else {},
        "hasPart": [without_empty(_claim(dossier, finding)) for finding in dossier.findings_on[pagename]],
    })  # fmt: skip
    # Escaped, so that nothing in it can close the script element.
    context["linked_data"] = json.dumps(described, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _about(app: Sphinx, dossier: Dossier, docname: str) -> Node:
    """Return what a page is about: the report, or the subject of its entry."""
    page = dossier.pages.get(docname)
    if Matcher(app.config.dossier_about_report)(docname):
        return report(dossier, dossier.address_of(app.config.root_doc, "report"))
    return without_empty(kind_of(page).thing(page)) if page and page.kind else {}


def _claim(dossier: Dossier, finding: LinkedFinding) -> Node:
    """Return a finding as a claim, with its support in the description, because schema.org has no property for it."""
    address = dossier.address_of(finding.page.docname, finding.id)
    return {"@type": "Claim", "@id": address, "text": finding.text, "description": f"{finding.assessment}."}


def _breadcrumbs(build: BuildState, root: str, docname: str) -> Node:
    """Return the breadcrumbs of a page, from the home page to the page itself."""
    navigation = build.part(Navigation)
    names = {step: navigation.title(step) for step in (root, *navigation.above(docname), docname)}
    names[root] = build.dossier.source.report.symbol
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": build.dossier.address_of(step)}
        for position, (step, name) in enumerate(names.items(), 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
