"""Helpers that build docutils nodes."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from string import Formatter

from docutils import nodes
from sphinx.addnodes import only

from dossier.locale import _

Content = str | nodes.Node | Sequence[str | nodes.Node]


def inlines(content: Content) -> list[nodes.Node]:
    """Return texts and nodes as a list of nodes."""
    parts = [content] if isinstance(content, str | nodes.Node) else content
    return [nodes.Text(part) if isinstance(part, str) else part for part in parts]


def sentence(text: str, /, **parts: Content) -> list[nodes.Node]:
    """Return a sentence with its placeholders, as in "See {place}.", replaced by texts and nodes."""
    made: list[nodes.Node] = []
    for words, name, _spec, _conversion in Formatter().parse(text):
        made += [*inlines(words or ()), *inlines(parts[name] if name else ())]
    return made


def on_site(*children: nodes.Node) -> only:
    """Return nodes that are shown on the site only, and not in its editions."""
    return only("", *children, expr="builder_html or builder_dirhtml")


def in_editions(*children: nodes.Node) -> only:
    """Return nodes that are shown in the editions only, and not on the site."""
    return only("", *children, expr="not (builder_html or builder_dirhtml)")


UNSEARCHED = "unsearched"
"""The attribute of a node that is left out of the search index."""


def heading(content: Content, level: int, *ids: str) -> nodes.rubric:
    """Return the heading of a generated block, which is not a section.

    :param level: 2 for a heading directly under the title of the page
    """
    return nodes.rubric("", "", *inlines(content), ids=list(ids), **{"heading-level": level})


def paragraph(content: Content, *classes: str) -> nodes.paragraph:
    """Return a paragraph."""
    return nodes.paragraph("", "", *inlines(content), classes=list(classes))


def span(content: Content, *classes: str) -> nodes.inline:
    """Return inline text with classes."""
    return nodes.inline("", "", *inlines(content), classes=list(classes))


def box(children: Iterable[nodes.Node], *classes: str) -> nodes.container:
    """Return a container with classes."""
    return nodes.container("", *children, classes=list(classes))


def folded(title: str, *children: nodes.Node) -> nodes.admonition:
    """Return a block that is collapsed to its title, where the output format supports that."""
    return nodes.admonition("", nodes.title("", title), *children, classes=["folded"], collapsible="closed")


def bullets(items: Iterable[Content], *classes: str) -> nodes.bullet_list:
    """Return a bullet list with one paragraph per item."""
    return nodes.bullet_list("", *(nodes.list_item("", paragraph(item)) for item in items), classes=list(classes))


def fields(rows: Iterable[tuple[str, Content]], *classes: str) -> nodes.field_list:
    """Return a field list; consecutive rows with the same term are merged."""
    made = []
    for term, group in groupby(rows, key=itemgetter(0)):
        blocks = (content if isinstance(content, nodes.admonition) else paragraph(content) for _, content in group)
        made.append(nodes.field("", nodes.field_name("", term), nodes.field_body("", *blocks)))
    return nodes.field_list("", *made, classes=list(classes))


def table(
    id: str, caption: str, head: Sequence[Content], rows: Iterable[Sequence[Content]], *classes: str, ids: Iterable[str] = ()
) -> nodes.table:
    """Return a table with a caption and a header row; the first cell of each row is its header.

    :param ids: the ids of the rows, if they have any
    """
    group = nodes.tgroup("", cols=len(head))
    group += [nodes.colspec("", colwidth=1, stub=int(not index)) for index, _ in enumerate(head)]
    group += nodes.thead("", _row(head))
    body = [_row(row) for row in rows]
    for row, row_id in zip(body, ids, strict=False):
        row["ids"].append(row_id)
    group += nodes.tbody("", *body)
    return nodes.table("", nodes.title("", caption), group, ids=[id], classes=list(classes))


def _row(cells: Sequence[Content]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", paragraph(cell)) for cell in cells))


def body_rows(made: nodes.table) -> list[nodes.row]:
    """Return the body rows of a table."""
    return list(next(made.findall(nodes.tbody)).findall(nodes.row))


def joined(parts: Iterable[Content], mark: str = ", ") -> list[nodes.Node]:
    """Return the nodes of some parts, with a separator between the parts."""
    made: list[nodes.Node] = []
    for part in parts:
        if made:
            made.append(nodes.Text(mark))
        made += inlines(part)
    return made


def spaced(content: Content) -> list[nodes.Node]:
    """Return texts and nodes with a space before them; nothing if there are none."""
    return [nodes.Text(" "), *inlines(content)] if content else []


def id_of(text: str) -> str:
    """Return an id made from a text: of its Latin letters and digits or, if it has none, of all its words."""
    return nodes.make_id(text) or "-".join(text.lower().split())


def enumerated(names: Sequence[str]) -> str:
    """Return names as listed in a sentence: "A, B and C"."""
    *others, last = names
    return _("{others} and {last}").format(others=", ".join(others), last=last) if others else last
