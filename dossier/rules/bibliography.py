"""Rules on the bibliography: each document stands in one place of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.rules.registry import rule


@rule("reference-order", "The entries of the bibliography stand in the order of their keys.")
def reference_order(dossier: Dossier) -> Iterator[Problem]:
    """Find references whose key comes before that of the one above them."""
    for above, reference in pairwise(dossier.source.references.values()):
        if reference.key < above.key:
            message = f"“{reference.key}” stands below “{above.key}”"
            next_ = min(key for key in dossier.source.references if key > reference.key)
            yield Problem(Path(reference.path), reference.line, "reference-order", message, f"move it up, above “{next_}”")


@rule("same-address", "No two documents of the bibliography have one address, and none has an address that counts its visitors.")
def same_address(dossier: Dossier) -> Iterator[Problem]:
    """Find addresses that stand twice, and those with the marks of a campaign."""
    seen: dict[str, str] = {}
    for reference in dossier.source.references.values():
        if "utm_" in reference.url:
            message, cure = f"“{reference.url}” counts who comes from where", "leave out what begins with “utm_”"
        elif reference.url and reference.url in seen:
            message, cure = f"“{reference.key}” has the address of “{seen[reference.url]}”", "correct it, or keep one of the two"
        else:
            seen[reference.url] = reference.key
            continue
        yield Problem(Path(reference.path), reference.line_of("url"), "same-address", message, cure)


@rule("reference-group", "Where the bibliography is grouped, each kind of reference stands in one group.")
def reference_group(dossier: Dossier) -> Iterator[Problem]:
    """Find kinds that two groups ask for, and references that none asks for."""
    asked: dict[str, str] = {}
    for page in dossier.pages.values():
        for block in page.blocks:
            for kind in block.argument.split() if block.name == "references" else ():
                if kind in asked:
                    message = f"references of the kind “{kind}” stand also at {asked[kind]}"
                    yield Problem(Path(page.path), block.line, "reference-group", message, "keep one of the two")
                asked.setdefault(kind, f"{page.path}:{block.line}")
    for reference in dossier.source.references.values():
        if asked and reference.kind not in asked:
            message = f"no group of the bibliography asks for “{reference.kind}”"
            cure = f"use one of {', '.join(sorted(asked))}, or add the kind to a group"
            yield Problem(Path(reference.path), reference.line, "reference-group", message, cure)
