"""A Sphinx extension for dossiers: claims, each with its address, its passage and its evidence.

It knows findings and evidence, and nothing of what they are about.
"""

import atexit
import gc
from typing import TYPE_CHECKING, Any

__version__ = "1.1"

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Set up the extension; Sphinx is imported no earlier, so that the checks run without it."""
    limit_garbage_collection()
    from dossier.extension import setup as set_up

    return set_up(app)


def limit_garbage_collection() -> None:
    """Run the garbage collector only after every million new objects, and not at exit.

    Records, and doctrees with their reference cycles, live long; collecting among them takes a third of a build.
    Reported: https://github.com/python/cpython/issues/124567.
    """
    gc.set_threshold(1_000_000, 10, 10)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
