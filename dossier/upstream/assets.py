"""What stands around the text of a page."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import sphinx.builders.html
from sphinx.builders.html._assets import _file_checksum

from dossier.upstream.override import instead_of

remember_checksums = instead_of(sphinx.builders.html, "_file_checksum")(cache(_file_checksum))
"""Find the file of a style sheet or script once for its checksum, not once a page.

It can go when ``sphinx.builders.html._assets`` keeps the checksum by the name, not by the path that it has found for it.
"""


def skip_theme_lists(context: dict[str, Any]) -> None:
    """Keep the theme from making lists of its own that no page shows.

    Furo resolves, renders and parses the tree of all pages anew for every page, which grows with the square of the pages; and it
    copies the contents of the page once more to see whether there are any. The sidebar and the contents are ours. It can go when
    Furo makes what a template asks for.
    """
    context["toctree"] = lambda **options: ""
    context["toc"] = ""


def load_theme_parser_late() -> None:
    """Load Furo's parser of HTML when there is HTML to parse: a tenth of a second, in a build that has none for it.

    It can go when Furo imports BeautifulSoup where it makes the tree of pages, or makes none that no template asks for.
    """
    if "furo" not in sys.modules:
        module = ModuleType("furo.navigation")
        vars(module)["get_navigation_tree"] = _navigation_tree
        sys.modules[module.__name__] = module


def _navigation_tree(html: str) -> str:
    if not html:
        return html
    sys.modules.pop("furo.navigation")
    return str(import_module("furo.navigation").get_navigation_tree(html))
