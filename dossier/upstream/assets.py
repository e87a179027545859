"""What stands around the text of a page."""

from __future__ import annotations

from functools import cache
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
