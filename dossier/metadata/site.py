"""The site as its own metadata name it."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.application import Sphinx


@dataclass(frozen=True)
class Site:
    """A site and where it is published.

    :param base: its address, with a slash at the end; nothing where that is not known
    """

    app: Sphinx
    base: str

    @property
    def name(self) -> str:
        """What the site is called."""
        return str(self.app.config.html_title)

    def address(self, docname: str, anchor: str = "") -> str:
        """The address of a page or of a place on it; nothing where that of the site is not known."""
        uri = self.app.builder.get_target_uri(docname)
        return f"{self.base}{uri}{f'#{anchor}' if anchor else ''}" if self.base else ""

    def file(self, path: str) -> str:
        """The address of a file; nothing where that of the site is not known."""
        return f"{self.base}{path}" if self.base else ""


def site_of(app: Sphinx) -> Site:
    """The site that is being built."""
    base = str(app.config.html_baseurl)
    return Site(app, f"{base.rstrip('/')}/" if base else "")
