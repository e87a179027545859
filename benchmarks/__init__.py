"""How fast the extension is, on synthetic reports of any size and beside what else one would pick."""

from pathlib import Path

from dossier.site import use_folder

use_folder(Path(__file__).parents[1] / "docs")
