"""The search index: Pagefind reads the pages that were written, their main text only."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import SphinxError


class SearchIndexError(SphinxError):
    """The index could not be made."""

    category = "The search index cannot be made"


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Index the site once all of it is written (``build-finished``).

    :raises SearchIndexError: if Pagefind fails
    """
    if exception is None and isinstance(app.builder, StandaloneHTMLBuilder) and app.builder.name == "html":
        index(Path(app.outdir))


def index(site: Path) -> None:
    """Make the index of a site that stands in a folder, in place of an earlier one."""
    shutil.rmtree(site / "pagefind", ignore_errors=True)
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SearchIndexError(done.stderr or done.stdout)
