"""HTML of pages as Sphinx writes it, with anchors on headings and what assistive technology needs."""

from collections import Counter, defaultdict
from typing import Any

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from dossier.locale import _
from dossier.locale.formatting import is_right_to_left

MANY = 4
"""Columns from which a table is too wide for a phone."""

HEADED = {"sortable", "heat"}
"""Classes of tables that may be longer than a screen; their heads stay in view."""

LONG = 60
"""Letters after which the text of a field is too long for a narrow column."""

MARK = "language-"
"""How a class begins that says in which language a text is."""


class Translator(HTML5Translator):
    """Sphinx's translator, with the address of a section on its heading, and with what assistive technology needs.

    A search engine lands on headings; Sphinx puts the address on the section around them.
    """

    supported_inline_tags: set[str] = {"del", "ins"}

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._tables: Counter[str] = Counter()
        self._heads: defaultdict[int, str] = defaultdict(str)

    def starttag(self, node: nodes.Element, tagname: str, suffix: str = "\n", empty: bool = False, **attributes: Any) -> str:
        """Open a tag: with its direction or that of a link's target, by the language; as a note, where it holds corrections."""
        classes: set[str] = set(node.get("classes", ()))
        if any(name.startswith(MARK) and is_right_to_left(name.removeprefix(MARK)) for name in classes):
            attributes["dir"] = "rtl"
        if isinstance(node, nodes.reference) and (language := _language_of(node)):
            attributes["hreflang"] = language
        if "corrections" in classes:
            attributes |= {"role": "note", "aria-label": _("Corrections")}
        if label := node.get("aria-label"):
            attributes |= {"aria-label": label} | ({"role": "group"} if isinstance(node, nodes.container) else {})
        return str(super().starttag(node, tagname, suffix, empty, **attributes))

    def visit_section(self, node: nodes.Element) -> None:
        """Open a section without an id."""
        self.section_level += 1
        self.body.append(self.starttag(nodes.section(classes=node["classes"]), "section"))

    def visit_title(self, node: nodes.title) -> None:
        """Open a heading with the id of its section."""
        if isinstance(node.parent, nodes.section):
            node["ids"] = node.parent["ids"]
        super().visit_title(node)

    def add_permalink_ref(self, node: nodes.Element, title: str) -> None:
        """Add the address of a heading for the pointer alone, so that it is not read with the heading.

        The contents of the page lead to the same place by keyboard.
        """
        super().add_permalink_ref(node, title)
        self.body[-1] = self.body[-1].replace('class="headerlink"', 'class="headerlink" aria-hidden="true" tabindex="-1"')

    def visit_entry(self, node: nodes.entry) -> None:
        """Open a cell; a heading says of what, and an empty cell in the head of a table is the heading of nothing.

        In a table of many columns each cell has the name of its column, for phones, where rows stand one below the other.
        """
        super().visit_entry(node)
        is_head = isinstance(node.parent.parent, nodes.thead)
        if is_head and not node.astext():
            self.body[-1] = self.body[-1].replace("<th", "<td", 1)
            self.context[-1] = "</td>\n"
        else:
            self.body[-1] = self.body[-1].replace("<th", f'<th scope="{"col" if is_head else "row"}"', 1)
        if not is_head and (label := self._heads[node.parent.index(node)]):
            self.body[-1] = self.body[-1].replace("<td", f'<td data-label="{self.attval(label)}"', 1)

    def visit_field(self, node: nodes.Element) -> None:
        """Open a term with its text, which move together, without Sphinx's classes of odd and even ones; a long text gets one."""
        self.body.append('<div class="long">\n' if len(node[-1].astext()) > LONG else "<div>\n")

    def depart_field(self, node: nodes.field) -> None:
        """Close them."""
        self.body.append("</div>\n")
        super().depart_field(node)

    def visit_citation(self, node: nodes.citation) -> None:
        """Open a reference as an item of a list, in place of roles that have been withdrawn."""
        if not isinstance(node.previous_sibling(), nodes.citation):
            self.body.append('<ul class="citation-list">\n')
        self.body.append(self.starttag(node, "li", CLASS="citation"))

    def depart_citation(self, node: nodes.citation) -> None:
        """Close a reference, and the list after the last one."""
        self.body.append("</li>\n")
        if not isinstance(node.next_node(descend=False, siblings=True), nodes.citation):
            self.body.append("</ul>\n")

    def visit_table(self, node: nodes.table) -> None:
        """Open a table, in a region that can be scrolled with the keyboard and has a name of its own.

        Where the theme wraps a table and gives the wrapper the ids as well, the table itself has none.
        """
        caption = node.next_node(nodes.title)
        section = node.parent
        while not isinstance(section, nodes.section | nodes.document):
            section = section.parent
        name = (caption or section.next_node(nodes.title) or nodes.Text("")).astext()
        self._tables[name] += 1
        self._heads = _heads(node)
        label = _("Table: {name}") if self._tables[name] == 1 else _("Table {number}: {name}")
        label = label.format(number=self._tables[name], name=name)
        region = "table-region tall" if HEADED & set(node["classes"]) else "table-region"
        self.body.append(f'<div class="{region}" role="region" tabindex="0" aria-label="{self.attval(label)}">\n')
        ids, classes = node["ids"], node["classes"]
        node["ids"] = [id for id in ids if id not in node.parent["ids"]]
        node["classes"] = [*classes, "many"] if _columns(node) >= MANY else classes
        super().visit_table(node)
        node["ids"], node["classes"] = ids, classes

    def depart_table(self, node: nodes.table) -> None:
        """Close a table and its region."""
        super().depart_table(node)
        self.body.append("</div>\n")


def _language_of(link: nodes.reference) -> str:
    """The language to which a link leads: that of its only part, where that has one of its own."""
    only = link[0] if len(link.children) == 1 and isinstance(link[0], nodes.Element) else nodes.inline()
    return next((name.removeprefix(MARK) for name in only["classes"] if name.startswith(MARK)), "")


def _heads(table: nodes.table) -> defaultdict[int, str]:
    """The names of the columns of a table of many or wide columns, by their order."""
    head = table.next_node(nodes.thead)
    stacked = _columns(table) >= MANY or "compared" in table["classes"]
    return defaultdict(str, enumerate(entry.astext() for entry in head[0].children) if head and stacked else ())


def _columns(table: nodes.table) -> int:
    """How many columns a table has."""
    return len(list(table.findall(nodes.colspec)))
