"""Overrides of code that we depend on, a module for each matter.

Each says why it is there and when it can go; the tests tell when upstream has mended it. None changes what is built, only how
long that takes.
"""

from __future__ import annotations

from dossier.upstream import addresses, assets, citations, contents, growing, memory, messages, settings, trees
from dossier.upstream.override import OVERRIDES

__all__ = [
    "OVERRIDES",
    "addresses",
    "assets",
    "citations",
    "contents",
    "growing",
    "memory",
    "mend",
    "messages",
    "settings",
    "trees",
    "undo",
]


def mend() -> None:
    """Put every override in place, in this process."""
    memory.collect_garbage_less()
    assets.load_theme_parser_late()
    for override in OVERRIDES:
        override.apply()


def undo() -> None:
    """Put every function that is overridden back as it comes."""
    for override in OVERRIDES:
        override.undo()
