"""The settings that the extension adds to ``conf.py``."""

import ast
from pathlib import Path
from typing import Literal

from dossier.model.problem import BrokenSource, Problem
from dossier.parser.yaml import did_you_mean

SETTINGS: dict[str, tuple[object, Literal["", "env", "html"], list[type]]] = {
    "dossier_about_report": ([], "html", [list]),
    "dossier_editions": ("", "", [str]),
    "dossier_editions_without": ((), "", [list, tuple]),
    "dossier_finish": (True, "", [bool]),
    "dossier_repository": ("", "html", [str]),
    "dossier_site": ("", "env", [str]),
    "dossier_site_code": ("", "env", [str]),
    "dossier_source": ("../source", "env", [str]),
}
"""The default of each setting, what is out of date if it changes, and the types of its values."""


def refuse_unknown(configuration: Path) -> None:
    """Check that a configuration has no unknown setting with the prefix of ours.

    :raises BrokenSource: if it has any
    """
    tree = ast.parse(configuration.read_bytes() if configuration.is_file() else b"")
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
    unknown = [node for node in names if node.id.startswith("dossier_") and node.id not in SETTINGS]
    if unknown:
        raise BrokenSource([_problem(configuration, node) for node in unknown])


def _problem(path: Path, node: ast.Name) -> Problem:
    cure = did_you_mean(node.id, SETTINGS, "remove it")
    return Problem(path, node.lineno, "configuration", f"there is no setting “{node.id}”", cure)
