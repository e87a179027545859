"""The tools, by the name under which ``TOOLS=`` asks for them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.peers.base import NotInstalled, Tool
from benchmarks.peers.hugo import Hugo
from benchmarks.peers.python_tools import MkDocs, Zensical
from benchmarks.peers.sphinx_tools import Ours, Plain, Stock
from benchmarks.peers.starlight import Starlight

__all__ = ["NOTES", "TITLES", "TOOLS", "NotInstalled", "Tool"]

TOOLS: dict[str, Callable[[Path], Tool]] = {
    "ours": Ours,
    "ours-1": partial(Ours, jobs="1"),
    "plain": Plain,
    "zensical": Zensical,
    "hugo": Hugo,
    "starlight": Starlight,
    "mkdocs": MkDocs,
    "stock": Stock,
}
"""Makers of the tools, each from the folder of its environment."""

TITLES = {
    "ours": "This extension",
    "ours-1": "This extension, one process",
    "plain": "This extension, plain pages",
    "zensical": "Zensical",
    "hugo": "Hugo",
    "starlight": "Starlight",
    "mkdocs": "MkDocs Material",
    "stock": "Stock Sphinx with Furo",
    "site": "This site, `make html`",
}

NOTES = {
    "ours": "Checks every rule, and prints each claim on every page on which it bears.",
    "ours-1": "The same without parallel processes.",
    "plain": "The pages of stock Sphinx to the last byte, in which it finds nothing of its own but thousands of faults.",
    "zensical": "Citations are footnotes.",
    "hugo": "Citations are footnotes. Two bare templates stand in for a theme. No search.",
    "starlight": "Citations are footnotes.",
    "mkdocs": "Citations by mkdocs-bibtex.",
    "stock": "MyST and sphinxcontrib-bibtex, one bibliography for all pages.",
}
