"""What machines read of the pages: each page described as JSON-LD, and the map of the site."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import glossary
from sphinx.application import Sphinx
from sphinx.util.matching import Matcher

from dossier.build import BuildState, build_of, makes_site
from dossier.export.files import FOLDER, files
from dossier.files import put
from dossier.graph import Dossier, LinkedFinding
from dossier.html.context import last_change
from dossier.html.navigation import Navigation
from dossier.kinds import KINDS
from dossier.model.page import Page
from dossier.views.nodes import CITATIONS, words_without


@dataclass(frozen=True)
class Site:
    """A site and where it is published.

    :param base: its address, with a slash at the end; nothing where that is not known
    """

    app: Sphinx
    base: str

    @property
    def name(self) -> str:
        """What the site is called."""
        return str(self.app.config.html_title)

    def address(self, docname: str, anchor: str = "") -> str:
        """The address of a page or of a place on it; nothing where that of the site is not known."""
        uri = self.app.builder.get_target_uri(docname)
        return f"{self.base}{uri}{f'#{anchor}' if anchor else ''}" if self.base else ""

    def file(self, path: str) -> str:
        """The address of a file; nothing where that of the site is not known."""
        return f"{self.base}{path}" if self.base else ""


def site_of(app: Sphinx) -> Site:
    """The site that is being built."""
    base = str(app.config.html_baseurl)
    return Site(app, f"{base.rstrip('/')}/" if base else "")


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


def add_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Give the templates the description of the page (``html-page-context``)."""
    if doctree is None:
        return
    build, site = build_of(app.env), site_of(app)
    about = _about(app, build, site, pagename)
    described = known({
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": site.address(pagename),
        "url": site.address(pagename),
        "name": build.part(Navigation).title(pagename),
        "description": context.get("description", ""),
        "dateModified": last_change(app.env, pagename),
        "inLanguage": app.config.language,
        "isPartOf": known({"@type": "WebSite", "name": site.name, "url": site.base}),
        "breadcrumb": path(_steps(app, build, site, pagename)) if site.base else {},
        "about": about,
        "mainEntity": _main(build, site, pagename, doctree),
        "hasPart": [known(_claim(build.dossier, site, finding)) for finding in build.dossier.findings_of(pagename)],
    })  # fmt: skip
    context["linked_data"] = _script(described)


def _about(app: Sphinx, build: BuildState, site: Site, docname: str) -> Node:
    """The report, or the subject of an entry."""
    page = build.dossier.pages.get(docname)
    if Matcher(app.config.dossier_about_report)(docname):
        root = site.address(app.config.root_doc)
        return report(build.dossier, root and f"{root}#report")
    return known(KINDS[page.kind].thing(page)) if page and page.kind and page.meta is not None else {}


def _main(build: BuildState, site: Site, docname: str, doctree: nodes.document) -> Node:
    """What the page is there for, where that is data or a list of terms."""
    page = build.dossier.pages.get(docname)
    if page and _has(page, "downloads"):
        address = site.address(docname)
        return dataset(build.dossier, site, address and f"{address}#dataset")
    return terms(doctree, site, docname, build.part(Navigation).title(docname))


def _claim(dossier: Dossier, site: Site, finding: LinkedFinding) -> Node:
    """A finding; how well it is supported stands in its description, in words, as schema.org has no property for it."""
    address = site.address(finding.page.docname, finding.id)
    return {"@type": "Claim", "@id": address, "text": dossier.text(finding), "description": f"{finding.how_sure}."}


def _has(page: Page, directive: str) -> bool:
    return any(block.name == directive for block in page.blocks)


def _steps(app: Sphinx, build: BuildState, site: Site, docname: str) -> Iterator[tuple[str, str]]:
    root = app.config.root_doc
    yield build.dossier.source.report.symbol, site.address(root)
    for step in [*build.part(Navigation).above(docname), docname]:
        if step != root:
            yield build.part(Navigation).title(step), site.address(step)


def _script(described: Node) -> str:
    """A node as the content of a script: nothing in it can end that."""
    return json.dumps(described, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """Write ``sitemap.xml`` and ``robots.txt``, if the site knows its address; remove them, if it knows it no more."""
    site, folder = site_of(app), Path(app.outdir)
    if exception is not None or not makes_site(app):
        return
    if not site.base:
        for name in ("sitemap.xml", "robots.txt"):
            (folder / name).unlink(missing_ok=True)
        return
    tree = ET.Element("urlset", xmlns=NAMESPACE)
    for docname in sorted(app.env.found_docs):
        url = ET.SubElement(tree, "url")
        ET.SubElement(url, "loc").text = site.address(docname)
        if day := last_change(app.env, docname):
            ET.SubElement(url, "lastmod").text = day
    ET.indent(tree, " ")
    put(folder / "sitemap.xml", ET.tostring(tree, encoding="utf-8", xml_declaration=True) + b"\n")
    put(folder / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.file('sitemap.xml')}\n".encode())
