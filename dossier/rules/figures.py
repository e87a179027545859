"""Rules on the figures of the register."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.formatting import measured
from dossier.graph import Dossier
from dossier.model.problem import Problem
from dossier.model.source import Figure, Passage
from dossier.parser.quantities import Quantity, quantities
from dossier.parser.source import Place
from dossier.rules.registry import rule
from dossier.rules.sources import Stated, texts_of


def _figures(dossier: Dossier) -> Iterator[tuple[Passage, Figure, Place, int]]:
    for id, passage in dossier.source.passages.items():
        for index, figure in enumerate(passage.figures):
            yield passage, figure, dossier.source.places[id], index


@rule("figure-form", "A figure has an id of its own, and bounds that fit its qualifier.")
def figure_form(dossier: Dossier) -> Iterator[Problem]:
    """Find figures with the id of another, and numbers at odds with the word that limits them."""
    seen: dict[str, str] = {}
    for passage, figure, place, index in _figures(dossier):
        line = place.line("figures", index, "id")
        if figure.id in seen:
            message = f"the figure “{figure.id}” stands also at {seen[figure.id]}"
            yield Problem(place.path, line, "figure-form", message, "give it an id of its own")
        seen.setdefault(figure.id, f"{place.path}:{line}")
        if wrong := _wrong_bounds(figure):
            line = place.line("figures", index, "qualifier")
            yield Problem(
                place.path, line, "figure-form", f"{figure.id} of {passage.id} {wrong}", "correct the number or the qualifier"
            )


def _wrong_bounds(figure: Figure) -> str:
    has = {name for name in ("value", "min", "max") if getattr(figure, name) is not None}
    if has == {"value", "min"} or has == {"value", "max"} or len(has) == 3:
        return "has both a value and bounds"
    wanted = {"up to": {"max"}, "at least": {"min"}}.get(figure.qualifier)
    if wanted and has != wanted:
        return f"is “{figure.qualifier}”, which takes “{min(wanted)}” alone"
    if not wanted and has in ({"max"}, {"min"}):
        return f"has “{min(has)}” alone, but its qualifier is “{figure.qualifier}”"
    if not has and figure.limit:
        return f"is “{figure.qualifier}” without a number"
    return ""


@rule(
    "figure-source", "A figure is stated by its passage: in the paraphrase, a corrected reading, or the evidence that it names."
)
def figure_source(dossier: Dossier) -> Iterator[Problem]:
    """Find figures whose number neither the texts of the passage nor their evidence state."""
    for passage, figure, place, index in _figures(dossier):
        low, high = figure.bounds
        if low is None:
            continue
        texts = texts_of(passage) if figure.origin == "record" else _own_words(passage)
        stated = Stated(texts, references=dossier.source.known(figure.evidence) if figure.origin == "record" else ())
        kinds = {"per cent": ("percent",), "USD": ("money",)}.get(figure.unit, ("number", "ordinal"))
        if not any(stated.has(Quantity(kind, low, "", 0, high)) for kind in kinds):
            shown = f"{low:,.10g}" if high is None else f"{low:,.10g} to {high:,.10g}"
            message = f"{figure.id} gives {shown} {figure.unit}, which the texts of {passage.id} do not state"
            line = place.line(
                "figures", index, "value" if figure.value is not None else "min" if figure.min is not None else "max"
            )
            yield Problem(place.path, line, "figure-source", message, "correct the figure, or the paraphrase")


def _own_words(passage: Passage) -> Iterator[str]:
    yield passage.paraphrase
    for correction in passage.corrections:
        yield correction.reading


@rule("figure-coverage", "Every figure of the register is stated by a finding on its passage.")
def figure_coverage(dossier: Dossier) -> Iterator[Problem]:
    """Find figures that no finding states, and one of several with the same number that are stated less often than they are."""
    for passage, figure, place, index in _figures(dossier):
        findings = dossier.findings_from(passage.id)
        alike = [other.id for other in passage.figures if other.bounds == figure.bounds]
        stated = sum(
            (quantity.value, quantity.high) == figure.bounds
            for finding in findings
            for quantity in quantities(dossier.text(finding))
        )
        if figure.bounds[0] is not None and findings and alike.index(figure.id) >= stated:
            number = measured(figure.bounds, figure.limit, figure.unit)
            message = f"no finding on {passage.id} states {figure.id}: {number}"
            cure = f"correct the one that states it otherwise, or state it in one with “:from: {passage.id}”"
            yield Problem(place.path, place.line("figures", index, "id"), "figure-coverage", message, cure)
