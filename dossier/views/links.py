"""Links, support badges and citations."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlencode

from docutils import nodes
from sphinx.addnodes import only, pending_xref
from sphinx.util.osutil import relative_uri

from dossier.export.files import FOLDER
from dossier.graph import Dossier, LinkedFinding
from dossier.locale import _
from dossier.model.kinds import KINDS
from dossier.model.source import Figure, Passage, Reference, Support
from dossier.views.nodes import Content, in_editions, inlines, joined, on_site, paragraph, sentence, spaced, span


def doc(target: str) -> pending_xref:
    """Return a link to a page, with the page's title as its text."""
    return _pending("std", "doc", f"/{target}", "")


def xref(role: str, target: str, text: str = "") -> pending_xref:
    """Return a link to an object of the domain, with the object's label as its text unless one is given."""
    return _pending("dossier", role, target, text)


def _pending(domain: str, role: str, target: str, text: str, sort: str = "") -> pending_xref:
    shown = nodes.inline("", text or target, classes=["xref", f"{sort or role}-link"])
    return pending(domain, role, target, shown, is_explicit=bool(text))


def pending(domain: str, role: str, target: str, shown: nodes.Node, *, is_explicit: bool) -> pending_xref:
    """Return a cross-reference for Sphinx to resolve.

    :param is_explicit: whether to show the given text rather than the label of the target
    """
    about = {"refdomain": domain, "reftype": role, "reftarget": target}
    return pending_xref("", shown, refexplicit=is_explicit, refwarn=True, **about)


def version_link(name: str, language: str, address: str) -> nodes.reference:
    """Return a link to a language version of a document, with the language's own name as its text."""
    return nodes.reference("", "", span(name, f"language-{language}"), refuri=address)


def file_link(dossier: Dossier, docname: str, name: str, folder: str = FOLDER) -> nodes.reference:
    """Return a link from a page to a file, by default one of the export, with the file's name as its text."""
    return nodes.reference("", name, refuri=relative_uri(dossier.url(docname), f"{folder}/{name}"))


def same_as_file(dossier: Dossier, docname: str, table: str) -> only:
    """Return the note above a list that links to the same as a file, on the site only."""
    file = file_link(dossier, docname, f"{table}.csv")
    return on_site(paragraph(sentence(_("All of this as a file: {file}."), file=file), "legend"))


def finding_link(finding: LinkedFinding, *, is_short: bool = False) -> Content:
    """Return a link to a finding, with the finding's text, and a support badge; without the number of sources if it is short."""
    return [xref("finding", finding.id, finding.text), " ", badge(finding.support, is_short=is_short)]


def filtered(dossier: Dossier, docname: str, content: Content, **chosen: str) -> list[nodes.Node]:
    """Return a link to the table of all findings, filtered; only the content, if no page has that table."""
    listed = dossier.page_with("findings-table")
    if not listed:
        return inlines(content)
    query = f"?{urlencode(chosen)}" if chosen else ""
    link = nodes.reference("", "", *inlines(content), refuri=f"{relative_uri(dossier.url(docname), dossier.url(listed))}{query}")
    bare = nodes.inline("", "", *(node.deepcopy() for node in link.children))
    return [on_site(link), in_editions(bare)]


def entry_links(dossier: Dossier, kind: str, ids: Iterable[str]) -> list[nodes.Node]:
    """Return links to entries of one kind, without the kind in their labels: "2" for "Quay 2" in a list of quays."""
    prefix = f"{KINDS[kind].singular.lower()} "
    labels = ((id, dossier.labels.get((kind, id), "")) for id in ids)
    return joined(xref(kind, id, label.removeprefix(prefix) if label.startswith(prefix) else "") for id, label in labels)


def linked_entry(dossier: Dossier, docname: str, otherwise: str = "") -> nodes.Node | str:
    """Return a link to the entry that a page is about, or a text if there is no such entry."""
    page = dossier.pages.get(docname)
    return xref(*page.key) if page and page.kind else otherwise


def badge(support: Support, *, is_short: bool = False) -> nodes.inline:
    """Return a support badge with the number of sources; without it if it is short."""
    return span(support.label if is_short else str(support), "support", f"support-{support.id}")


def cite(key: str, pinpoint: str = "") -> pending_xref:
    """Return a citation without brackets, with a pinpoint if one is given."""
    return _pending("cite", "alp", f"{key}{{{pinpoint}}}" if pinpoint else key, "", "source")


def as_read(reference: Reference, counted: str = "") -> list[nodes.Node]:
    """Return a citation without brackets that says how much of the document was read, if not all, and how it is counted."""
    remarks = "; ".join(filter(None, (reference.extent, counted)))
    return [cite(reference.key), *spaced(f"({remarks})" if remarks else "")]


def citation(keys: Iterable[str]) -> list[nodes.Node]:
    """Return a bracketed citation of references."""
    return bracketed(cite(key) for key in keys)


CITATIONS = frozenset(("citation-group", "bibtex-citation"))
"""The classes of citations: ours and that of sphinxcontrib-bibtex."""


def bracketed(parts: Iterable[Content]) -> list[nodes.Node]:
    """Return the parts of a citation in brackets, separated by semicolons, as one node; nothing if there are no parts."""
    made = joined(parts, "; ")
    return [span(["[", *made, "]"], "citation-group")] if made else []


def source_of(dossier: Dossier, finding: LinkedFinding) -> list[nodes.Node]:
    """Return the bracketed citation of a finding: section, passages and evidence; the legend of the page names the documents."""
    section = dossier.source.locator(finding.record.passages)
    passages = [] if finding.record.is_of_record else [xref("passage", id) for id in finding.record.passages]
    place = joined(filter(None, (section, *passages)))
    return bracketed([place, *by_nearness(dossier, finding.record.evidence)])


def by_nearness(dossier: Dossier, evidence: Iterable[str]) -> Iterator[Content]:
    """Yield the references of each tier after its label, as in "on the report itself: A; B", those with an address first.

    A reference that repeats another, or the same one as another, says so, because both count as one source.
    """
    references = sorted(dossier.source.cited(tuple(dict.fromkeys(evidence))), key=lambda reference: not reference.address)
    first = dict[str, Reference]()
    for tier, words in dossier.source.report.tiers.items():
        found = []
        for reference in (reference for reference in references if reference.tier == tier):
            origin = first.setdefault(reference.repeats or reference.key, reference)
            counted = "" if origin is reference else _("counted with {source}").format(source=origin.label)
            found.append(as_read(reference, counted))
        if found:
            yield [f"{words}: ", *joined(found, "; ")]


def evidence_of(dossier: Dossier, evidence: Iterable[str]) -> list[nodes.Node]:
    """Return the bracketed citation of the evidence of a figure, a date or an event, by tier."""
    return bracketed(by_nearness(dossier, evidence))


def documents_of(dossier: Dossier, figures: Sequence[tuple[Passage, Figure]]) -> list[nodes.Node]:
    """Return the bracketed citation of figures on a page without a legend; for figures not in the digest, also their evidence."""
    report, ids = dossier.source.report, tuple(dict.fromkeys(passage.id for passage, _figure in figures))
    keys = dict.fromkeys(key for _passage, figure in figures if figure.origin == "record" for key in figure.evidence)
    place = cite(report.reference, dossier.source.locator(ids))
    passages = [xref("passage", id) for id in ids]
    documents = [joined([place, *passages])] if report.is_read else [place, joined([cite(report.digest), *passages])]
    return bracketed([*documents, *map(cite, keys)])
