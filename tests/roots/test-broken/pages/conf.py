project = "Broken in many places"
extensions = ["myst_parser", "sphinxcontrib.bibtex", "dossier"]
exclude_patterns = ["_*"]
primary_domain = "dossier"
nitpicky = True

dossier_site = "un"
dossier_source = "../source"

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

bibtex_bibfiles = ["../source/references.bib"]
bibtex_default_style = "dossier"
bibtex_reference_style = "dossier"
bibtex_cite_id = "ref-{key}"
bibtex_bibliography_id = "bibliography-{bibliography_count}"
bibtex_tooltips = False

html_theme = "basic"
html_copy_source = False
