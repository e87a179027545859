"""Sphinx configuration of the site."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
sys.path[:] = [str(ROOT), *sys.path, str(ROOT / "docs/_ext")]

project = "The Ninth ISIL (Da'esh) Report: a structured reference"
author = "The contributors"
html_title = "S/2019/612: a structured reference"
html_short_title = "S/2019/612"
language = "en"

extensions = ["dossier", "sphinx_design"]
root_doc = "index"
exclude_patterns = ["_*"]
templates_path = ["_templates"]
nitpicky = True

# The module of this site, in _ext, and the source folder with its evidence.
dossier_site = "un"
dossier_source = "../source"

# The public repository, such as https://github.com/OWNER/NAME; without one, pages have no links to edit them or report problems.
dossier_repository = os.environ.get("SITE_REPOSITORY", "").rstrip("/")

# Pages that are about the report itself, according to their linked data.
dossier_about_report = ["index", "report/*"]

myst_links_external_new_tab = False

# HTML output.
html_theme = "dossier"
html_theme_options = {
    "notice": "S/2019/612 is read here through a published summary, not from its own text.",
    "notice_link": "How we know",
    "notice_page": "evidence/method",
    "notice_without": ["accessibility", "changes", "contributing"],
    "publisher_note": "Not a publication of the United Nations.",
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
    "foot_pages": [
        ("report/how-to-cite", "How to cite"),
        ("data/downloads", "Downloads"),
        ("accessibility", "Accessibility"),
        ("contributing/index", "Contributing"),
    ],
    "bibliography_page": "evidence/bibliography",
    "search_prompt": "Search for a place, a body, a resolution or a number",
    "locale": "en_GB",
}
html_static_path = ["../_static"]
html_favicon = "../_static/favicon.svg"
html_css_files = ["colours.css"]
html_extra_path = ["_headers"]
html_copy_source = False
html_use_index = False
html_baseurl = os.environ["SITE_URL"].rstrip("/") + "/" if os.environ.get("SITE_URL") else ""
if html_baseurl:
    # The page for a wrong address is shown at any depth, so its links start at the root of the host.
    extensions.append("notfound.extension")
    notfound_template = "404.html"
    notfound_context = {"pageurl": None}
    notfound_urls_prefix = urlsplit(html_baseurl).path or "/"
else:
    html_additional_pages = {"404": "404.html"}
html_permalinks_icon = "#"
smartquotes = False

# Editions: the folder where they are made, and the pages that they leave out.
dossier_editions = "../_build/editions"
dossier_editions_without = ["contributing/*", "languages/*"]
epub_title = html_title
epub_identifier = html_baseurl or "s-2019-612-reference"
epub_uid = "identifier"
epub_copyright = "Text and data: CC BY 4.0. Code: MIT."
