"""Python's collector of garbage."""

from __future__ import annotations

import atexit
import gc


def collect_garbage_less() -> None:
    """Let Python look for garbage every million new objects, not every 700, and not as it ends.

    Trees of nodes are all cycles and live long: looking for garbage among them takes a third of a build as it comes, and a tenth
    once all is done and the process could just end. It can go when Sphinx sets the threshold itself, or Python's collector leaves
    old objects alone.
    """
    gc.set_threshold(1_000_000, 10, 10)
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
