"""The map of the site for search engines, and the file that leads them to it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from sphinx.application import Sphinx

from dossier.files import put
from dossier.html.contribute import last_change
from dossier.metadata.site import site_of

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_sitemap(app: Sphinx, exception: Exception | None) -> None:
    """Write ``sitemap.xml`` and ``robots.txt``, if the site knows its address; remove them, if it knows it no more."""
    site, folder = site_of(app), Path(app.outdir)
    if exception is not None or app.builder.name != "html":
        return
    if not site.base:
        for name in ("sitemap.xml", "robots.txt"):
            (folder / name).unlink(missing_ok=True)
        return
    tree = ET.Element("urlset", xmlns=NAMESPACE)
    for docname in sorted(app.env.found_docs):
        url = ET.SubElement(tree, "url")
        ET.SubElement(url, "loc").text = site.address(docname)
        if day := last_change(app.env, docname):
            ET.SubElement(url, "lastmod").text = day
    ET.indent(tree, " ")
    put(folder / "sitemap.xml", ET.tostring(tree, encoding="utf-8", xml_declaration=True) + b"\n")
    put(folder / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.file('sitemap.xml')}\n".encode())
