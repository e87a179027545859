"""Work beside that of the process of the build."""

from __future__ import annotations

from sphinx.application import Sphinx
from sphinx.util.parallel import ParallelTasks, SerialTasks, parallel_available

Beside = ParallelTasks | SerialTasks


def beside(app: Sphinx) -> Beside:
    """Runs a task in a process of its own, where the build may have several, until it is joined; otherwise at once."""
    return ParallelTasks(1) if parallel_available and app.parallel > 1 else SerialTasks()
