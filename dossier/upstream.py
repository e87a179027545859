"""Overrides of code that we depend on.

Each says why it is there and when it can go; the tests tell when upstream has mended it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pybtex.plugin


def remember_plugins() -> None:
    """Let pybtex look up a plugin once, not once a citation.

    sphinxcontrib-bibtex asks for the plain-text backend at every citation, and pybtex scans all installed distributions each
    time: some 3 to 9 milliseconds a citation. It can go when ``pybtex.plugin.find_plugin`` keeps what it has found.
    """
    if not hasattr(pybtex.plugin._load_entry_point, "cache_info"):
        pybtex.plugin._load_entry_point = lru_cache(maxsize=None)(pybtex.plugin._load_entry_point)


def skip_theme_navigation(context: dict[str, Any]) -> None:
    """Keep the theme from resolving, rendering and parsing the tree of all pages anew for every page.

    The sidebar is ours (``dossier.render.navigation``), so the theme's own, which grows with the square of the pages, is never
    shown. It can go when Furo computes its tree on demand.
    """
    context["toctree"] = lambda **options: ""
