"""Forms in the text of a page, written by the templates in ``dossier/theme/forms``: for the pages of a site alone."""

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
from dossier.views.nodes import body_rows, on_site
from dossier.views.registry import directive

THEME = Path(__file__).parents[1] / "theme"
"""The theme of this package: templates, style sheets, scripts."""

TEMPLATES = THEME / "forms"
CONTENT = "<!-- content -->"
"""Where a template wants what stands in the form."""


class form(nodes.General, nodes.Element):
    """A form: the name of its ``template``, and the ``values`` that this is given."""


@directive("search-box")
class SearchBoxDirective(SphinxDirective):
    """A search box in the text of a page. The content says below it what may be asked, and leads to the answers."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Place the box."""
        examples = nodes.container("", *self.parse_content_to_nodes(), classes=["search-examples"])
        return [on_site(form(template="search", values={}), examples)]


class Choice(NamedTuple):
    """A property by which a list can be narrowed.

    :param name: its name in the address
    :param labels: its values, each with its label, in the order in which they are offered
    """

    name: str
    label: str
    labels: Mapping[Any, str]


Values = Iterable[tuple[str, str]]
"""What something has of each property: names of properties, each with a value."""


def narrowing(choices: Sequence[Choice], values: Iterable[Values], said: str) -> nodes.Node:
    """The form above a list, by which a reader narrows it to what has the values that are chosen.

    :param said: how many are shown, as "{shown} of {all} events"
    """
    counted = Counter(pair for pairs in values for pair in pairs)
    offered = [(choice, {id: (label, counted[choice.name, id]) for id, label in choice.labels.items()}) for choice in choices]
    return on_site(form(template="narrowing", values={"choices": offered, "said": said}))


def classes(values: Values) -> list[str]:
    """What tells the script that something has some values."""
    return ["narrowed", *(f"has-{name}-{value}" for name, value in values)]


def narrowed(made: nodes.table, choices: Sequence[Choice], values: Sequence[Values], said: str) -> list[nodes.Node]:
    """A table with the form above it.

    :param values: those of each row
    """
    held = [list(pairs) for pairs in values]
    for row, pairs in zip(body_rows(made), held, strict=True):
        row["classes"] += classes(pairs)
    return [narrowing(choices, held, said), made]


@cache
def templates(*folders: Path) -> Environment:
    """The templates in some folders, in the language of the site; those of an earlier folder come before others of their name."""
    loader = FileSystemLoader(folders)
    made: Any = Environment(autoescape=True, extensions=["jinja2.ext.i18n"], loader=loader, undefined=StrictUndefined)
    made.trim_blocks = made.lstrip_blocks = made.keep_trailing_newline = True
    made.install_gettext_callables(_, ngettext, newstyle=True)
    return made  # type: ignore[no-any-return]


def open_form(translator: HTML5Translator, node: form) -> None:
    """Write a form as far as its content."""
    pathto = partial(translator.builder.get_relative_uri, translator.docnames[0])
    template = templates(TEMPLATES).get_template(f"{node['template']}.html")
    made = template.render(node["values"], pathto=pathto, options=translator.config.html_theme_options)
    before, _mark, after = made.partition(CONTENT)
    translator.body.append(before)
    translator.context.append(after)


def close_form(translator: HTML5Translator, node: form) -> None:
    """Write the rest of it."""
    translator.body.append(translator.context.pop())


def register(app: Sphinx) -> None:
    """Make the node known to the builders that write HTML."""
    app.add_node(form, html=(open_form, close_form))
