"""Rules on the first page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.check.registry import rule
from dossier.problem import Problem
from dossier.read.markup import key_figures
from dossier.seal import Dossier


@rule("key-figure", "A key figure repeats words of the finding that it names.")
def key_figure(dossier: Dossier) -> Iterator[Problem]:
    """Find key figures that their finding does not state."""
    for page in dossier.pages.values():
        for block in page.blocks:
            if block.name == "key-figures":
                for figure in key_figures(block.text.splitlines()):
                    claim = dossier.claims.get(figure.id)
                    told = dossier.text(claim).casefold() if claim else ""
                    lost = next((words for words in (figure.words, figure.said) if words.casefold() not in told), None)
                    if claim is None or lost is not None:
                        message = f"no finding “{figure.id}” says “{lost or figure.words}”"
                        cure = "write the id of a finding, a colon, and words of that finding"
                        yield Problem(Path(page.path), block.line + 1 + figure.below, "key-figure", message, cure)
