"""What pages are about, in the vocabulary of schema.org. What is not known is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx.addnodes import glossary

from dossier.export.files import FOLDER, files
from dossier.graph import Dossier
from dossier.metadata.site import Site
from dossier.views.nodes import CITATIONS, words_without

Node = dict[str, Any]


def known(node: Node) -> Node:
    """A node without the properties that have no value."""
    return {name: value for name, value in node.items() if value}


def report(dossier: Dossier, address: str) -> Node:
    """The report that the dossier is about."""
    described = dossier.source.report
    reference = dossier.source.references.get(described.reference)
    publisher = {"@type": "Organization", "name": reference.publisher} if reference and reference.publisher else {}
    return known({
        "@type": "Report",
        "@id": address,
        "name": described.title,
        "reportNumber": described.symbol,
        "datePublished": described.date,
        "publisher": publisher,
        "sameAs": reference.address if reference else "",
    })  # fmt: skip


def dataset(dossier: Dossier, site: Site, address: str) -> Node:
    """The exported data; nothing where none are exported."""
    described = dossier.source.dataset
    if described is None:
        return {}
    return known({
        "@type": "Dataset",
        "@id": address,
        "name": described.title,
        "description": described.description.strip(),
        "license": described.licence.path,
        "creator": [{"@type": "Organization", "name": person.title} for person in described.contributors],
        "isAccessibleForFree": True,
        "distribution": list(_distribution(dossier, site)),
    })  # fmt: skip


def _distribution(dossier: Dossier, site: Site) -> Iterator[Node]:
    for file in files(dossier) if site.base else ():
        yield {
            "@type": "DataDownload",
            "name": file.name,
            "contentUrl": site.file(f"{FOLDER}/{file.name}"),
            "encodingFormat": file.mediatype,
            "contentSize": f"{len(file.content)} B",
            "sha256": file.sha256,
        }


def terms(doctree: nodes.document, site: Site, docname: str, title: str) -> Node:
    """The terms of a glossary; nothing where the page has none."""
    items = [item for found in doctree.findall(glossary) for item in found.findall(nodes.definition_list_item)]
    if not items:
        return {}
    address = site.address(docname)
    defined = [known(_term(item, site, docname)) for item in items]
    return known({"@type": "DefinedTermSet", "@id": address and f"{address}#terms", "name": title, "hasDefinedTerm": defined})


def _term(item: nodes.definition_list_item, site: Site, docname: str) -> Node:
    names = list(item.findall(nodes.term))
    definition = next(item.findall(nodes.definition), nodes.Text(""))
    return {
        "@type": "DefinedTerm",
        "@id": site.address(docname, names[0]["ids"][0]),
        "name": names[0].astext(),
        "alternateName": [name.astext() for name in names[1:]],
        "description": words_without(definition, CITATIONS),
    }


def path(steps: Iterable[tuple[str, str]]) -> Node:
    """The way to a page, as names and addresses."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": address}
        for position, (name, address) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
