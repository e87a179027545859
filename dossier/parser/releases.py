"""Reading the releases: one file each, written by ``python -m dossier release`` and never by hand."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from dossier.model.problem import BrokenSource, Problem
from dossier.model.release import Release
from dossier.parser.text import read_text
from dossier.parser.yaml import read_yaml

FOLDER = "releases"


def read_release(path: Path) -> Release:
    """The release that a file holds.

    :raises BrokenSource: if the file is broken, has been edited, or is named after another version
    """
    try:
        release = Release.model_validate_json(read_text(path))
    except ValidationError:
        # JSON is YAML too, and that reader knows on which line an error stands.
        release, _ = read_yaml(path, Release)
    if release.version != path.stem:
        message = f"the file of release {release.version} is named after {path.stem}"
        raise BrokenSource([Problem(path, 1, "release", message, f"name it {release.version}.json")])
    return release


def release_files(source_folder: Path) -> list[Path]:
    """The files of all releases, by name."""
    return sorted((source_folder / FOLDER).glob("[!.]*.json"))
