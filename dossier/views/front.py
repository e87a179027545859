"""What a first page offers: a search box, how sure the findings are, and the figures that readers ask for most."""

from __future__ import annotations

from collections import Counter
from html import escape
from urllib.parse import urlencode

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from dossier.graph import Dossier
from dossier.model.support import CORRECTED, LABELS
from dossier.parser.markup import KeyFigure
from dossier.parser.markup import key_figures as read_key_figures
from dossier.parser.quantities import quantities
from dossier.views.all_findings import ANY, filtered
from dossier.views.nodes import Content, badge, bullets, paragraph, span, xref
from dossier.views.passages import as_of
from dossier.views.registry import ViewDirective, directive, view


class search_box(nodes.General, nodes.Element):
    """A form that leads to the search page, and the ``examples`` of what may be asked; nothing where there is no such page."""


@directive("search-box")
class SearchBoxDirective(SphinxDirective):
    """A search box in the text of a page. Each line of the content is an example of what may be asked."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Place the box."""
        return [search_box(examples=[line.strip() for line in self.content if line.strip()])]


class KeyFiguresDirective(ViewDirective):
    """Findings by the figure that they give.

    Each line of the content is the id of a finding, a colon, and the words of that finding to set large. After a bar may follow
    the words of it that say what the figure is; without them stands the whole finding.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Leave a place for the figures."""
        return [self.place(list(read_key_figures(self.content)))]


@view("key-figures", KeyFiguresDirective)
def key_figures(dossier: Dossier, docname: str, figures: list[KeyFigure]) -> list[nodes.Node]:
    """A list of figures, each with the finding whose words it repeats; the rule ``key-figure`` names what no finding says."""
    items = [
        nodes.list_item(
            "",
            paragraph(span(figure.words[:1].upper() + figure.words[1:], "amount"), "amount-line"),
            paragraph(xref(docname, "finding", figure.id, figure.said or dossier.text(dossier.findings[figure.id]))),
            paragraph([badge(dossier.findings[figure.id].support), " ", span(_date(dossier, figure), "date")]),
        )
        for figure in figures
        if figure.id in dossier.findings
    ]
    return [nodes.bullet_list("", *items, classes=["key-figures"])]


def _date(dossier: Dossier, figure: KeyFigure) -> str:
    """The time to which a key figure applies: that of the figure in the register that it repeats, or else of the report."""
    told = {(quantity.value, quantity.high) for quantity in quantities(figure.words)}
    passages = (dossier.source.passages[id] for id in dossier.findings[figure.id].record.passages)
    dates = (as_of(known) for passage in passages for known in passage.figures if known.bounds in told)
    date = next(dates, dossier.source.report.as_of)
    return date[:1].upper() + date[1:]


@view("support-counts")
def support_counts(dossier: Dossier, docname: str, subject: str) -> list[nodes.Node]:
    """How many findings there are, of each support and corrected; each number leads to those findings in their table."""
    findings = dossier.findings.values()
    counted = Counter(finding.support.id for finding in findings)
    rows: list[tuple[int, str, dict[str, str]]] = [(len(findings), "Findings", {})]
    rows += [(counted[id], label, {"support": id}) for id, label in LABELS.items()]
    rows.append((sum(finding.corrected for finding in findings), CORRECTED.capitalize(), {"correction": ANY}))
    items: list[Content] = [
        filtered(dossier, docname, [span(str(number), "amount"), nodes.Text(" "), span(words, "label")], **chosen)
        for number, words, chosen in rows
        if number
    ]
    return [bullets(items, "support-counts")]


def write_search_box(translator: HTML5Translator, node: search_box) -> None:
    """Write the form.

    :raises nodes.SkipNode: always, for there is nothing in it
    """
    action = translator.builder.get_relative_uri(translator.docnames[0], "search")
    prompt = translator.config.html_theme_options.get("search_prompt") or _("Search the site")
    translator.body.append(
        f'<form class="search-box large" method="get" action="{action}" data-search-box>\n'
        f'<label for="search-large">{escape(prompt)}</label>\n'
        '<input id="search-large" type="search" name="q" autocomplete="off" spellcheck="false">\n'
        f'<button type="submit">{_("Search")}</button>\n</form>\n'
    )
    links = [f'<a href="{action}?{escape(urlencode({"q": query}))}">{escape(query)}</a>' for query in node["examples"]]
    if links:
        translator.body.append(f'<p class="search-examples">{_("For example:")} {", ".join(links)}</p>\n')
    raise nodes.SkipNode


def skip(translator: nodes.NodeVisitor, node: search_box) -> None:
    """Write nothing.

    :raises nodes.SkipNode: always
    """
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Make the node known to the builders."""
    write, leave = (write_search_box, None), (skip, None)
    app.add_node(search_box, html=write, latex=leave, text=leave, man=leave, texinfo=leave)
