"""Writing the export beside the pages."""

from __future__ import annotations

from pathlib import Path

from dossier.export import slices
from dossier.export.files import FOLDER, files
from dossier.seal import Dossier


def write_files(dossier: Dossier, site: Path) -> None:
    """Write every file of the export whose content is not there yet, and remove the slices of entries that have none any more.

    :param site: the root folder of the site
    """
    folder = site / FOLDER
    made = {file.name: file.content for file in files(dossier)} | dict(slices.slices(dossier))
    for path in (folder / slices.FOLDER).rglob("*.csv"):
        if path.relative_to(folder).as_posix() not in made:
            path.unlink()
    for name, content in made.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
