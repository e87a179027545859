"""What a reader cites with and takes: a control at each finding, a block at the end of the page, and the files that both offer.

Each file to cite with holds the record of the page and of its findings; it is written with the page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from dossier.build import build_of
from dossier.cite import Site, citations, forms, reference_style
from dossier.export.files import FOLDER as DATA
from dossier.export.files import slice_of
from dossier.views.findings import CITE_BLOCK

FOLDER = "cite"
"""Where the files stand below the root of the site, in folders like those of the pages."""


def add_context(app: Sphinx, pagename: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Write the files of a page, and give the templates what its block shows (``html-page-context``)."""
    dossier = build_of(app.env).dossier
    page = dossier.pages.get(pagename)
    if doctree is None or page is None:
        return
    made = citations(dossier, page, Site(app.config.project, str(app.config.html_baseurl)))
    files = dict(zip(forms(), files_of(pagename), strict=True))
    for form, name in files.items():
        path = Path(app.outdir, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(form.write(made), encoding="utf-8")
    context["citation"] = {
        "block": CITE_BLOCK,
        "text": reference_style()(made[0]),
        "files": [(form.name, name) for form, name in files.items()],
        "findings": len(made) - 1,
        "address": "" if app.config.html_baseurl else made[0].address,
    }
    if name := slice_of(dossier, page):
        context["slice"] = {"file": f"{DATA}/{name}", "findings": len(dossier.findings_on(page.kind, page.id))}


def files_of(docname: str) -> list[str]:
    """The files of a page, below the root of the site."""
    return [f"{FOLDER}/{docname}{form.suffix}" for form in forms()]


def docnames_below(outdir: Path) -> set[str]:
    """The pages for which a site has files to cite with."""
    folder, suffix = outdir / FOLDER, forms()[0].suffix
    return {path.relative_to(folder).as_posix().removesuffix(suffix) for path in folder.rglob(f"*{suffix}")}
