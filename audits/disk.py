"""The site as an archive has it: opened from a disk, with no server and no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from audits.audit import Site
from audits.browser import a_browser, complaints

FOR_HOSTS = {"404.html"}
"""What only a host shows, with addresses from the root of the site."""

_LINKED = """
    links => [...new Set(links.map((link) => new URL(link.getAttribute("href"), document.baseURI)).map(({ protocol, pathname }) =>
      protocol + pathname))].filter((address) => address.startsWith("file:"))
"""


def disk(site: Site) -> Iterator[str]:
    """What a browser complains of in a page that is read from a disk, and links to files that are not there."""
    with a_browser() as browser:
        page = browser.new_page()
        found = complaints(page)
        for path in (path for path in site.pages if path not in FOR_HOSTS):
            page.goto((site.folder / path).as_uri())
            linked = page.locator("a[href]").evaluate_all(_LINKED)
            found += (f"there is no {address}" for address in linked if not Path(unquote(urlsplit(address).path)).is_file())
            yield from (f"{path}: {line}" for line in found)
            found.clear()
        page.close()
