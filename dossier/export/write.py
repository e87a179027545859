"""Writing the export beside the pages."""

from __future__ import annotations

from pathlib import Path

from dossier.export.files import FOLDER, files
from dossier.seal import Dossier


def write_files(dossier: Dossier, site: Path) -> None:
    """Write every file of the export whose content is not there yet.

    :param site: the root folder of the site
    """
    for file in files(dossier):
        path = site / FOLDER / file.name
        if not path.exists() or path.read_bytes() != file.content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
