"""Forms in the text of a page, on the site only, and other parts of it rendered by the templates in ``dossier/theme/forms``."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from dossier.locale import _, ngettext
from dossier.views.nodes import UNSEARCHED, body_rows, on_site
from dossier.views.registry import directive

THEME = Path(__file__).parents[1] / "theme"
"""The theme of this package: templates, style sheets, scripts."""

TEMPLATES = THEME / "forms"
CONTENT = "<!-- content -->"
"""The marker in a template that the form's content replaces."""


class form(nodes.General, nodes.Element):
    """A form or another part of a page, with the name of its ``template`` and the ``values`` passed to it."""


@directive("search-box")
class SearchBoxDirective(SphinxDirective):
    """A search box in the text of a page; the content, shown below it, gives examples of queries."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the box and the examples."""
        examples = nodes.container("", *self.parse_content_to_nodes(), classes=["search-examples"], **{UNSEARCHED: True})
        return [on_site(form(template="search", values={}), examples)]


class Choice(NamedTuple):
    """A property by which a list can be filtered.

    :param name: its name in the URL
    :param labels: its values, each with its label, in the order in which they are offered
    """

    name: str
    label: str
    labels: Mapping[Any, str]


Values = Sequence[tuple[str, str]]
"""The property values of an item: pairs of a property's name and a value."""


def filter_form(choices: Sequence[Choice], values: Iterable[Values], count_text: str) -> nodes.Node:
    """Return the form above a list that filters it by the chosen values.

    :param count_text: the text for the number of items shown, such as "{shown} of {all} events"
    """
    counted = Counter(pair for pairs in values for pair in pairs)
    offered = [(choice, {id: (label, counted[choice.name, id]) for id, label in choice.labels.items()}) for choice in choices]
    return on_site(form(template="narrowing", values={"choices": offered, "said": count_text}))


def classes(values: Values) -> list[str]:
    """Return the classes that tell the script which values an item has."""
    return ["narrowed", *(f"has-{name}-{value}" for name, value in values)]


def with_filter(made: nodes.table, choices: Sequence[Choice], values: Sequence[Values], count_text: str) -> list[nodes.Node]:
    """Return a table with the filter form above it.

    :param values: the property values of each row
    """
    for row, pairs in zip(body_rows(made), values, strict=True):
        row["classes"] += classes(pairs)
    return [filter_form(choices, values, count_text), made]


@cache
def templates(*folders: Path) -> Environment:
    """Return an environment for the templates in some folders, in the language of the site; earlier folders take precedence."""
    loader = FileSystemLoader(folders)
    made: Any = Environment(autoescape=True, extensions=["jinja2.ext.i18n"], loader=loader, undefined=StrictUndefined)
    made.trim_blocks = made.lstrip_blocks = made.keep_trailing_newline = True
    made.install_gettext_callables(_, ngettext, newstyle=True)
    return made  # type: ignore[no-any-return]


def open_form(translator: HTML5Translator, node: form) -> None:
    """Write the part of a form before its content."""
    pathto = partial(translator.builder.get_relative_uri, translator.docnames[0])
    template = templates(TEMPLATES).get_template(f"{node['template']}.html")
    made = template.render(node["values"], pathto=pathto, options=translator.config.html_theme_options)
    before, _mark, after = made.partition(CONTENT)
    translator.body.append(before)
    translator.context.append(after)


def close_form(translator: HTML5Translator, node: form) -> None:
    """Write the part of a form after its content."""
    translator.body.append(translator.context.pop())


def register(app: Sphinx) -> None:
    """Register the node with the HTML builders."""
    app.add_node(form, html=(open_form, close_form))
