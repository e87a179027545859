"""The words of Markdown that pages may use: an allow-list, so that a page can do nothing but show text.

What is not here cannot run code, fetch anything or read a file outside the project, because no page that uses it passes.
"""

from __future__ import annotations

from dossier.kinds import KINDS

OWN_DIRECTIVES = frozenset(
    "cards changes columns compare counts discrepancies downloads editions entries estimates event-chart figures "
    "finding findings-table heat-map key-figures labels letters map names official-text passages provision "
    "range-chart references retired rules search-box series support-counts timeline".split()
)
"""Directives of the domain. None has Markdown in it, but for findings and provisions, which are read as records."""

TABLES = ("findings", "passages", "entries", "figures", "events", "reports", "estimates", "references")
"""The tables of the exported data."""

CONTAINERS = frozenset(
    "admonition attention card caution danger dropdown epigraph error glossary grid grid-item grid-item-card hint important "
    "list-table note rubric seealso sidebar tab-item tab-set tip topic warning".split()
)
"""Standard directives whose content is Markdown."""

IMAGES = frozenset(("figure", "image"))
"""Standard directives whose argument is the path of an image."""

DIRECTIVES = OWN_DIRECTIVES | CONTAINERS | IMAGES | {"bibliography", "code-block", "contents", "toctree"}
"""Every directive that a page may use."""

TAKEN = frozenset(
    "cite-this-page estimates-key findings-elsewhere passages-tied related retired rules-on-content rules-on-form top".split()
)
"""Addresses of what the extension itself puts on pages; the theme has more, in its templates."""

_LINKS = ("finding", "passage", "estimate", "doc", "ref", "term", "cite:p", "cite:ps", "cite:t", "cite:ts")


def known_roles() -> frozenset[str]:
    """Every role that a page may use."""
    return frozenset((*KINDS, *_LINKS, "abbr", "sub", "sup"))
