"""Helpers that build docutils nodes."""

from collections.abc import Iterable, Sequence, Set
from itertools import groupby
from operator import itemgetter
from string import Formatter

from docutils import nodes
from sphinx.addnodes import only, pending_xref

from dossier.graph import Dossier, LinkedFinding
from dossier.locale import _
from dossier.model.source import Support

Content = str | nodes.Node | Sequence[str | nodes.Node]


def inlines(content: Content) -> list[nodes.Node]:
    """Texts and nodes as a list of nodes."""
    if isinstance(content, str):
        return [nodes.Text(content)]
    if isinstance(content, nodes.Node):
        return [content]
    return [nodes.Text(part) if isinstance(part, str) else part for part in content]


def sentence(text: str, /, **parts: Content) -> list[nodes.Node]:
    """A sentence with texts and nodes in place of their names in braces: "See {place}."."""
    made: list[nodes.Node] = []
    for words, name, _spec, _conversion in Formatter().parse(text):
        made += [*inlines(words or ()), *inlines(parts[name] if name else ())]
    return made


def on_site(*children: nodes.Node) -> only:
    """What stands on the pages of a site alone, and in no edition of it."""
    return only("", *children, expr="builder_html or builder_dirhtml")


UNSEARCHED = "unsearched"
"""The attribute of a node that the search does not read."""


def heading(text: str, level: int, *ids: str) -> nodes.rubric:
    """A heading of a generated block, below which no section can be opened.

    :param level: 2 for what stands directly under the title of the page
    """
    return nodes.rubric("", text, ids=list(ids), **{"heading-level": level})


def paragraph(content: Content, *classes: str) -> nodes.paragraph:
    """A paragraph."""
    return nodes.paragraph("", "", *inlines(content), classes=list(classes))


def span(content: Content, *classes: str) -> nodes.inline:
    """A stretch of text with classes."""
    return nodes.inline("", "", *inlines(content), classes=list(classes))


def box(children: Iterable[nodes.Node], *classes: str) -> nodes.container:
    """A block with classes."""
    return nodes.container("", *children, classes=list(classes))


def version(name: str, language: str, address: str) -> nodes.reference:
    """A link to a document in a language, by the name that the language has for itself."""
    return nodes.reference("", "", span(name, f"language-{language}"), refuri=address)


def folded(title: str, *children: nodes.Node) -> nodes.admonition:
    """A block that shows its title alone until it is opened, where the output can do that."""
    return nodes.admonition("", nodes.title("", title), *children, classes=["folded"], collapsible="closed")


def bullets(items: Iterable[Content], *classes: str) -> nodes.bullet_list:
    """A list."""
    return nodes.bullet_list("", *(nodes.list_item("", paragraph(item)) for item in items), classes=list(classes))


def fields(rows: Iterable[tuple[str, Content]], *classes: str) -> nodes.field_list:
    """A list of terms, each with a text; rows that follow one another with the same term are one."""
    made = [
        nodes.field("", nodes.field_name("", term), nodes.field_body("", *(paragraph(content) for _, content in group)))
        for term, group in groupby(rows, key=itemgetter(0))
    ]
    return nodes.field_list("", *made, classes=list(classes))


def table(id: str, caption: str, head: Sequence[Content], rows: Iterable[Sequence[Content]], *classes: str) -> nodes.table:
    """A table with a caption and a row of headings; the first cell of each row is the heading of the row."""
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec("", colwidth=1, stub=int(not index)) for index, _ in enumerate(head)]
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", nodes.title("", caption), group, ids=[id], classes=list(classes))


def _row(cells: Sequence[Content]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", paragraph(cell)) for cell in cells))


def body_rows(made: nodes.table) -> list[nodes.row]:
    """The rows of a table below its head."""
    return list(next(made.findall(nodes.tbody)).findall(nodes.row))


def name_rows(made: nodes.table, ids: Iterable[str]) -> None:
    """Give each row of a table's body an address."""
    for row, id in zip(body_rows(made), ids, strict=True):
        row["ids"].append(id)


def doc(target: str) -> pending_xref:
    """A link to a page, with its title."""
    return _pending("std", "doc", f"/{target}", "")


def xref(role: str, target: str, text: str = "") -> pending_xref:
    """A link to an object of the domain, with the object's own label unless a text is given."""
    return _pending("dossier", role, target, text)


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


def words_without(node: nodes.Node, classes: Set[str]) -> str:
    """The words of a node without its inline parts of some classes, nor the space before them."""
    parts: list[str] = []
    _collect(node, classes, parts)
    return " ".join("".join(parts).split())


def _collect(node: nodes.Node, classes: Set[str], parts: list[str]) -> None:
    if isinstance(node, nodes.Text):
        parts.append(node.astext())
    elif isinstance(node, nodes.inline | nodes.reference) and not classes.isdisjoint(node["classes"]):
        parts[-1:] = [part.rstrip() for part in parts[-1:]]
    else:
        for child in node.children:
            _collect(child, classes, parts)


def joined(parts: Iterable[Sequence[nodes.Node]], mark: str = ", ") -> list[nodes.Node]:
    """Nodes with a mark between the parts."""
    made: list[nodes.Node] = []
    for part in parts:
        if made:
            made.append(nodes.Text(mark))
        made.extend(part)
    return made


def spaced(parts: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Nodes after a space, if there are any."""
    return [nodes.Text(" "), *parts] if parts else []


def enumerated(names: Sequence[str]) -> str:
    """Names as a sentence lists them: "A, B and C"."""
    *others, last = names
    return _("{others} and {last}").format(others=", ".join(others), last=last) if others else last


def finding_link(dossier: Dossier, finding: LinkedFinding) -> list[nodes.Node]:
    """A link to a finding with its text, and its support."""
    return [xref("finding", finding.id, dossier.text(finding)), nodes.Text(" "), badge(finding.support)]


def badge(support: Support) -> nodes.inline:
    """How well something is supported, with the number of sources."""
    return span(str(support), "support", f"support-{support.id}")


def short_badge(support: Support) -> nodes.inline:
    """How well something is supported, where its sources are named beside it."""
    return span(support.label, "support", f"support-{support.id}")


def _pending(domain: str, role: str, target: str, text: str, sort: str = "") -> pending_xref:
    shown = nodes.inline("", text or target, classes=["xref", f"{sort or role}-link"])
    return pending(domain, role, target, shown, is_explicit=bool(text))


def pending(domain: str, role: str, target: str, shown: nodes.Node, *, is_explicit: bool) -> pending_xref:
    """A link that Sphinx resolves.

    :param is_explicit: whether the text of the link is the one that is shown, and not the one of its target
    """
    about = {"refdomain": domain, "reftype": role, "reftarget": target}
    return pending_xref("", shown, refexplicit=is_explicit, refwarn=True, **about)
