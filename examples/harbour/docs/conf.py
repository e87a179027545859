"""Configuration of the harbour dossier."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "_ext"))

project = "Yearly report of the Velm Harbour Authority"
language = "en"
extensions = ["dossier"]
exclude_patterns = ["_ext"]
dossier_site = "harbour"
html_theme = "dossier"
