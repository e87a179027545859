"""Links, marks of support, and citations: what a page cites is composed here, wherever it stands."""

from collections.abc import Iterable, Iterator, Sequence

from docutils import nodes
from sphinx.addnodes import pending_xref

from dossier.graph import Dossier, LinkedFinding
from dossier.model.source import Figure, Passage, Support
from dossier.views.nodes import joined, span


def doc(target: str) -> pending_xref:
    """A link to a page, with its title."""
    return _pending("std", "doc", f"/{target}", "")


def xref(role: str, target: str, text: str = "") -> pending_xref:
    """A link to an object of the domain, with the object's own label unless a text is given."""
    return _pending("dossier", role, target, text)


def _pending(domain: str, role: str, target: str, text: str, sort: str = "") -> pending_xref:
    shown = nodes.inline("", text or target, classes=["xref", f"{sort or role}-link"])
    return pending(domain, role, target, shown, is_explicit=bool(text))


def pending(domain: str, role: str, target: str, shown: nodes.Node, *, is_explicit: bool) -> pending_xref:
    """A link that Sphinx resolves.

    :param is_explicit: whether the text of the link is the one that is shown, and not the one of its target
    """
    about = {"refdomain": domain, "reftype": role, "reftarget": target}
    return pending_xref("", shown, refexplicit=is_explicit, refwarn=True, **about)


def version(name: str, language: str, address: str) -> nodes.reference:
    """A link to a document in a language, by the name that the language has for itself."""
    return nodes.reference("", "", span(name, f"language-{language}"), refuri=address)


def finding_link(finding: LinkedFinding) -> list[nodes.Node]:
    """A link to a finding with its text, and its support."""
    return [xref("finding", finding.id, finding.text), nodes.Text(" "), badge(finding.support)]


def badge(support: Support) -> nodes.inline:
    """How well something is supported, with the number of sources."""
    return span(str(support), "support", f"support-{support.id}")


def short_badge(support: Support) -> nodes.inline:
    """How well something is supported, where its sources are named beside it."""
    return span(support.label, "support", f"support-{support.id}")


def cite(key: str, pinpoint: str = "") -> pending_xref:
    """A citation without brackets, with a pinpoint if there is one."""
    return _pending("cite", "alp", f"{key}{{{pinpoint}}}" if pinpoint else key, "", "source")


def citation(keys: Iterable[str]) -> list[nodes.Node]:
    """A bracketed citation of several references."""
    return bracketed([[cite(key)] for key in keys])


CITATIONS = frozenset(("citation-group", "bibtex-citation"))
"""Classes of citations: those that views compose, and those of sphinxcontrib-bibtex."""


def bracketed(parts: Sequence[Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Parts of a citation in brackets, with semicolons between them, in a node of its own."""
    made = joined(parts, "; ")
    return [span([nodes.Text("["), *made, nodes.Text("]")], "citation-group")] if made else []


def source_of(dossier: Dossier, finding: LinkedFinding) -> list[nodes.Node]:
    """The bracketed citation of a finding: section, passage, evidence; the page names the documents once."""
    section = dossier.source.locator(finding.record.passages)
    passages = [[xref("passage", id)] for id in finding.record.passages]
    place = joined([*([[nodes.Text(section)]] if section else []), *passages])
    return bracketed([place, *by_nearness(dossier, finding.record.evidence)])


def by_nearness(dossier: Dossier, evidence: Iterable[str]) -> Iterator[list[nodes.Node]]:
    """References, those of one tier together after what they speak of: "on the report itself: A; B"."""
    references = dossier.source.known(tuple(dict.fromkeys(evidence)))
    for tier, words in dossier.source.report.tiers.items():
        found = [[cite(reference.key)] for reference in references if reference.tier == tier]
        if found:
            yield [nodes.Text(f"{words}: "), *joined(found, "; ")]


def documents_of(dossier: Dossier, figures: Sequence[tuple[Passage, Figure]]) -> list[nodes.Node]:
    """The bracketed citation of figures where no legend names the documents, with what states those that the digest omits."""
    report, ids = dossier.source.report, tuple(dict.fromkeys(passage.id for passage, _figure in figures))
    keys = dict.fromkeys(key for _passage, figure in figures if figure.origin == "record" for key in figure.evidence)
    place: list[nodes.Node] = [cite(report.reference, dossier.source.locator(ids))]
    passages = [[xref("passage", id)] for id in ids]
    told = [joined([place, *passages])] if report.is_read else [place, joined([[cite(report.digest)], *passages])]
    return bracketed([*told, *([cite(key)] for key in keys)])
