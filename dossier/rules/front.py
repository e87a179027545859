"""Rules on the first page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.parser.markup import key_figures
from dossier.parser.yaml import did_you_mean
from dossier.rules.registry import rule


@rule("key-figure", "A key figure repeats words of the finding that it names.")
def key_figure(dossier: Dossier) -> Iterator[Problem]:
    """Find key figures that their finding does not state."""
    for page in dossier.pages.values():
        for block in page.blocks:
            if block.name == "key-figures":
                for figure in key_figures(block.text.splitlines()):
                    finding = dossier.findings.get(figure.id)
                    told = dossier.text(finding).casefold() if finding else ""
                    lost = next((words for words in (figure.words, figure.said) if words.casefold() not in told), None)
                    if finding is None or lost is not None:
                        where = f" ({finding.page.path}:{finding.record.line})" if finding else ""
                        message = (
                            f"the finding “{figure.id}”{where} has no words “{lost}”"
                            if finding
                            else f"there is no finding “{figure.id}”"
                        )
                        form = "write the id of a finding, a colon, and words of that finding"
                        cure = form if finding else did_you_mean(figure.id, dossier.findings, form)
                        yield Problem(Path(page.path), block.line + 1 + figure.below, "key-figure", message, cure)
