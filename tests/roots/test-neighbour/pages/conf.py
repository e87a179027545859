project = "A neighbour"
extensions = ["myst_parser", "sphinx.ext.intersphinx"]
html_theme = "basic"
nitpicky = True
