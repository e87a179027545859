"""A Sphinx extension for dossiers: claims, each with its address, its passage and its evidence.

It knows findings and evidence, and nothing of what they are about.
"""

from typing import TYPE_CHECKING, Any

__version__ = "1.1"

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Set up the extension; Sphinx is imported no earlier, so that the checks run without it."""
    from dossier.extension import setup as set_up

    return set_up(app)
