"""Small makers of docutils nodes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx.addnodes import pending_xref

from dossier.seal import Claim, Dossier

Content = str | nodes.Node | Sequence[str | nodes.Node]


def inlines(content: Content) -> list[nodes.Node]:
    """Texts and nodes as a list of nodes."""
    if isinstance(content, str):
        return [nodes.Text(content)]
    if isinstance(content, nodes.Node):
        return [content]
    return [nodes.Text(part) if isinstance(part, str) else part for part in content]


def paragraph(content: Content, *classes: str) -> nodes.paragraph:
    """A paragraph."""
    return nodes.paragraph("", "", *inlines(content), classes=list(classes))


def span(content: Content, *classes: str) -> nodes.inline:
    """A stretch of text with classes."""
    return nodes.inline("", "", *inlines(content), classes=list(classes))


def box(children: Iterable[nodes.Node], *classes: str) -> nodes.container:
    """A block with classes."""
    return nodes.container("", *children, classes=list(classes))


def bullets(items: Iterable[Content], *classes: str) -> nodes.bullet_list:
    """A list."""
    made = [nodes.list_item("", paragraph(item)) for item in items]
    return nodes.bullet_list("", *made, classes=list(classes))


def fields(rows: Iterable[tuple[str, Content]], *classes: str) -> nodes.field_list:
    """A list of terms, each with a text."""
    made = [nodes.field("", nodes.field_name("", term), nodes.field_body("", paragraph(content))) for term, content in rows]
    return nodes.field_list("", *made, classes=list(classes))


def table(head: Sequence[str], rows: Iterable[Sequence[Content]], *classes: str) -> nodes.table:
    """A table with a row of headings; the first cell of a row may be read as its heading."""
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec("", colwidth=1) for _ in head]
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", group, classes=list(classes))


def _row(cells: Sequence[Content]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", paragraph(cell)) for cell in cells))


def xref(docname: str, role: str, target: str, text: str = "") -> pending_xref:
    """A link to an object of the domain, with the object's own label unless a text is given."""
    return _pending(docname, "dossier", role, target, text)


def cite(docname: str, key: str, pinpoint: str = "") -> pending_xref:
    """A citation without brackets, with a pinpoint if there is one."""
    return _pending(docname, "cite", "alp", f"{key}{{{pinpoint}}}" if pinpoint else key, "")


def citation(docname: str, keys: Iterable[str]) -> list[nodes.Node]:
    """A bracketed citation of several references."""
    return bracketed([[cite(docname, key)] for key in keys])


def bracketed(parts: Sequence[Sequence[nodes.Node]]) -> list[nodes.Node]:
    """Parts of a citation in brackets, with semicolons between them."""
    made = joined(parts, "; ")
    return [nodes.Text("["), *made, nodes.Text("]")] if made else []


def joined(parts: Iterable[Sequence[nodes.Node]], mark: str = ", ") -> list[nodes.Node]:
    """Nodes with a mark between the parts."""
    made: list[nodes.Node] = []
    for part in parts:
        if made:
            made.append(nodes.Text(mark))
        made.extend(part)
    return made


def claim_link(dossier: Dossier, docname: str, claim: Claim) -> list[nodes.Node]:
    """A link to a finding with its text, and its standing."""
    return [xref(docname, "finding", claim.id, dossier.text(claim)), nodes.Text(" "), standing(claim.standing)]


def standing(word: str) -> nodes.inline:
    """A standing or status, in words."""
    return span(word.replace("-", " "), "standing", f"standing-{word}")


def _pending(docname: str, domain: str, role: str, target: str, text: str) -> pending_xref:
    shown = nodes.inline("", text or target, classes=["xref"])
    return pending_xref(
        "", shown, refdomain=domain, reftype=role, reftarget=target, refexplicit=bool(text), refwarn=True, refdoc=docname
    )
