"""Writing the export beside the pages."""

from __future__ import annotations

from pathlib import Path

from dossier.export import slices
from dossier.export.files import FOLDER, files
from dossier.files import put, put_all
from dossier.graph import Dossier


def write_files(dossier: Dossier, site: Path) -> None:
    """Write every file of the export whose content is not there yet, and remove the slices of entries that have none any more.

    :param site: the root folder of the site
    """
    folder = site / FOLDER
    for file in files(dossier):
        put(folder / file.name, file.content)
    put_all(folder / slices.FOLDER, dict(slices.slices(dossier)))
