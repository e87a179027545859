"""The form by which a reader narrows a long list: to what has a value that is chosen above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import only
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


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


class narrowing(nodes.General, nodes.Element):
    """The form: its ``choices`` with how many there are of each value, and the ``noun`` of what is listed."""


def form(choices: Sequence[Choice], values: Iterable[Values], noun: str) -> nodes.Node:
    """The form above a list; nothing where no script can run."""
    counted = Counter(pair for pairs in values for pair in pairs)
    offered = [
        (choice, [(id, label, counted[choice.name, id]) for id, label in choice.labels.items() if counted[choice.name, id]])
        for choice in choices
    ]
    return only("", narrowing(choices=[pair for pair in offered if pair[1]], noun=noun), expr="builder_html")


def classes(values: Values) -> list[str]:
    """What tells the script that something has some values."""
    return ["narrowed", *(f"has-{name}-{value}" for name, value in values)]


def narrowed(made: nodes.table, choices: Sequence[Choice], values: Sequence[Values], noun: str) -> list[nodes.Node]:
    """A table with the form above it.

    :param values: those of each row
    """
    held = [list(pairs) for pairs in values]
    body = next(made.findall(nodes.tbody))
    for row, pairs in zip(body.findall(nodes.row), held, strict=True):
        row["classes"] += classes(pairs)
    return [form(choices, held, noun), made]


def write(translator: HTML5Translator, node: narrowing) -> None:
    """Write the form, hidden until a script makes it work.

    :raises nodes.SkipNode: always, for there is nothing in it
    """
    body = translator.body
    body.append(f'<form class="narrowing" data-noun="{escape(node["noun"])}" hidden>\n')
    for choice, values in node["choices"]:
        label = escape(choice.label)
        body.append(f'<label>{label} <select name="{choice.name}" aria-label="{label}">\n<option value="">All</option>\n')
        body += [f'<option value="{escape(id)}">{escape(text)} ({count})</option>\n' for id, text, count in values]
        body.append("</select></label>\n")
    body.append('<button type="reset">Show all</button>\n<output></output>\n</form>\n')
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Make the node known to the builders."""
    app.add_node(narrowing, html=(write, None))
