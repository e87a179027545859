"""Sphinx's HTML translator, with ids on headings and additions for assistive technology."""

from collections import Counter, defaultdict
from typing import Any

from docutils import nodes
from sphinx.util.nodes import traverse_parent
from sphinx.writers.html5 import HTML5Translator

from dossier.locale import _, is_right_to_left

ARIA = ("aria-label", "role")
"""The attributes of a node that its tag gets as well."""

MANY = 4
"""The number of columns from which a table is too wide for a phone."""

STACKED = {"compared", "series"}
"""The classes of tables that are too wide for a phone even with fewer columns."""

HEADED = {"sortable", "heat"}
"""The classes of tables that may be longer than a screen; their header rows stay in view."""

LONG = 60
"""The length in characters above which the text of a field is too long for a narrow column."""

MARK = "language-"
"""The prefix of a class that gives the language of a text."""


class Translator(HTML5Translator):
    """Sphinx's HTML translator, with the ids of sections on their headings, and additions for assistive technology.

    Search engines link to headings, but Sphinx puts the id on the section.
    """

    supported_inline_tags: set[str] = {"del", "ins"}

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._tables: Counter[str] = Counter()
        self._heads: defaultdict[int, str] = defaultdict(str)

    def starttag(self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """Open a tag, adding the label and role of the node, the text direction, and the language of a link's target."""
        attributes |= {name: node[name] for name in ARIA if name in node}
        if is_right_to_left(_language_of(node)):
            attributes["dir"] = "rtl"
        if isinstance(node, nodes.reference) and len(node.children) == 1 and (language := _language_of(node.children[0])):
            attributes["hreflang"] = language
        return str(super().starttag(node, tagname, suffix, empty, **attributes))

    def visit_section(self, node: nodes.Element) -> None:
        """Open a section, without its id."""
        self.section_level += 1
        self.body.append(self.starttag(nodes.section(classes=node["classes"]), "section"))

    def visit_title(self, node: nodes.title) -> None:
        """Open a heading with the id of its section."""
        if isinstance(node.parent, nodes.section):
            node["ids"] = node.parent["ids"]
        super().visit_title(node)

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Add the permanent link of a heading, hidden from assistive technology and the keyboard.

        Otherwise it would be read out with the heading; by keyboard, the page contents lead to the same place.
        """
        super().add_permalink_ref(node, title)
        self.body[-1] = self.body[-1].replace('class="headerlink"', 'class="headerlink" aria-hidden="true" tabindex="-1"')

    def visit_row(self, node: nodes.Element) -> None:
        """Open a row without Sphinx's odd and even classes."""
        self.body.append(self.starttag(node, "tr", ""))
        node.column = 0  # type: ignore[attr-defined]

    def visit_entry(self, node: nodes.entry) -> None:
        """Open a cell; header cells get a scope, and an empty cell in the header row becomes an ordinary cell.

        In a table with many columns each cell has its column's name as a label, for phones, where cells are stacked.
        """
        super().visit_entry(node)
        is_head = isinstance(node.parent.parent, nodes.thead)
        if is_head and not node.astext():
            self.body[-1] = self.body[-1].replace("<th", "<td", 1)
            self.context[-1] = "</td>\n"
        else:
            opened = self.body[-1].replace(' class="stub"', "")
            self.body[-1] = opened.replace("<th", f'<th scope="{"col" if is_head else "row"}"', 1)
        if not is_head and (label := self._heads[node.parent.index(node)]):
            self.body[-1] = self.body[-1].replace("<td", f'<td data-label="{self.attval(label)}"', 1)

    def visit_field(self, node: nodes.Element) -> None:
        """Open a group for a term and its text, with a class if the text is long and without Sphinx's odd and even classes."""
        self.body.append('<div class="long">\n' if len(node[-1].astext()) > LONG else "<div>\n")

    def depart_field(self, node: nodes.field) -> None:
        """Close the group."""
        self.body.append("</div>\n")
        super().depart_field(node)

    def visit_citation(self, node: nodes.citation) -> None:
        """Open a reference as a list item; Sphinx uses ARIA roles that have been deprecated."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<ul class="citation-list">\n')
        self.body.append(self.starttag(node, "li", CLASS="citation"))

    def depart_citation(self, node: nodes.citation) -> None:
        """Close a reference, and the list after the last one."""
        self.body.append("</li>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
            self.body.append("</ul>\n")

    def visit_table(self, node: nodes.table) -> None:
        """Open a table in a region with a unique name, which can be scrolled by keyboard.

        If the theme wraps the table and gives the wrapper its ids as well, the table has none.
        """
        caption = node.next_node(nodes.title)
        section = next(iter(traverse_parent(node, (nodes.section, nodes.document))))
        name = (caption or section.next_node(nodes.title) or nodes.Text("")).astext()
        self._tables[name] += 1
        is_wide = len(list(node.findall(nodes.colspec))) >= MANY
        self._heads = _heads(node) if is_wide or not STACKED.isdisjoint(node["classes"]) else defaultdict(str)
        label = _("Table: {name}") if self._tables[name] == 1 else _("Table {number}: {name}")
        label = label.format(number=self._tables[name], name=name)
        region = "table-region tall" if HEADED & set(node["classes"]) else "table-region"
        self.body.append(f'<div class="{region}" role="region" tabindex="0" aria-label="{self.attval(label)}">\n')
        node["classes"] += ["many"] if is_wide else []
        ids = node["ids"]
        node["ids"] = [id for id in ids if id not in node.parent["ids"]]
        super().visit_table(node)
        node["ids"] = ids  # its caption is numbered by them

    def depart_table(self, node: nodes.table) -> None:
        """Close a table and its region."""
        super().depart_table(node)
        self.body.append("</div>\n")


def _language_of(node: Any) -> str:
    """Return the language of the text of a node, given by one of its classes; empty if it has none."""
    names = () if isinstance(node, nodes.Text) else node.get("classes", ())
    return next((str(name.removeprefix(MARK)) for name in names if name.startswith(MARK)), "")


def _heads(table: nodes.table) -> defaultdict[int, str]:
    """Return the names of the columns of a table, by index."""
    head = table.next_node(nodes.thead)
    return defaultdict(str, enumerate(entry.astext() for entry in head[0].children) if head else ())
