"""The builder of the site: Sphinx's own, with the style sheets that every page loads joined."""

from __future__ import annotations

from pathlib import Path

from sphinx.builders.html import StandaloneHTMLBuilder

from dossier.html import styles


class PageBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder of HTML pages."""

    def copy_assets(self) -> None:
        """Copy the static files, and join the style sheets that every page loads."""
        super().copy_assets()
        styles.join(self._css_files, Path(self.outdir))
