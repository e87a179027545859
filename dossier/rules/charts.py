"""Rules on pictures: each says what it shows, and draws what is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from dossier.graph import Dossier
from dossier.kinds import KINDS
from dossier.model.problem import Problem
from dossier.parser.directives import Asked, pictures
from dossier.parser.yaml import did_you_mean
from dossier.rules.registry import rule
from dossier.rules.sources import Stated, is_count, located

Wrong = tuple[int, str, str]
"""A line, what is wrong there, and what to do."""

FORM = "write a line for each: its id, a colon, and what the chart calls it"


@rule("picture", "A picture has a title and a summary, and draws figures, kinds and a map that are there.")
def picture(dossier: Dossier) -> Iterator[Problem]:
    """Find pictures that do not say what they show, or that ask for what is not there."""
    for page in dossier.pages.values():
        for asked, block, first in pictures(page):
            for line, message, cure in _wrong(dossier, asked, block.line, first):
                yield Problem(Path(page.path), line, "picture", message, cure)


def _wrong(dossier: Dossier, asked: Asked, line: int, first: int) -> Iterator[Wrong]:
    if not asked.title:
        yield line, "the picture has no title", f"write it after {{{asked.name}}}"
    if not asked.summary:
        yield line, "the picture has no summary", "add “:summary:” with what it shows in a sentence or two"
    if asked.name == "map" and dossier.source.map is None:
        yield line, "there is no map", "add map.yaml to the source folder"
    if asked.name == "heat-map":
        for option, kind in (("rows", asked.down), ("columns", asked.across)):
            if kind not in KINDS:
                yield line, f"“:{option}:” names no kind of entry", f"use one of {', '.join(KINDS)}"
    if asked.name == "range-chart":
        yield from _wrong_figures(dossier, asked, line, first)
    elif asked.name == "event-chart":
        yield from _wrong_rows(asked, first, "event", {event.id for event in dossier.source.events})
    elif asked.rows:
        yield first + asked.rows[0].line, f"“{asked.rows[0].id}” stands in a picture that takes no figures", "remove it"


def _wrong_figures(dossier: Dossier, asked: Asked, line: int, first: int) -> Iterator[Wrong]:
    if not asked.rows:
        yield line, "the chart has no figures", FORM
    yield from _wrong_rows(asked, first, "figure", dossier.figures)
    for row in asked.rows:
        if row.id in dossier.figures and dossier.figures[row.id][1].bounds[0] is None:
            yield first + row.line, f"the figure “{row.id}” has no number to draw", "remove it"


def _wrong_rows(asked: Asked, first: int, thing: str, known: Collection[str]) -> Iterator[Wrong]:
    seen = set()
    for row in asked.rows:
        at = first + row.line
        if row.id not in known:
            yield at, f"there is no {thing} “{row.id}”", did_you_mean(row.id, known, "use an id of the register")
        elif row.id in seen:
            yield at, f"the {thing} “{row.id}” stands here twice", "keep one of the two"
        elif not row.label:
            yield at, f"“{row.id}” has no label", FORM
        seen.add(row.id)


@rule("picture-numbers", "The words of a picture state no number that the figures in it do not state.")
def picture_numbers(dossier: Dossier) -> Iterator[Problem]:
    """Find numbers in titles, summaries and labels of pictures that none of their figures gives."""
    cure = "correct it, or leave it to the drawing, which takes its numbers from the register"
    for page in dossier.pages.values():
        for asked, block, first in pictures(page):
            drawn = [dossier.figures[row.id][1] for row in asked.rows if row.id in dossier.figures]
            stated = Stated(figures=drawn)
            at = next((line for name, _, line in block.options if name == "summary"), block.line)
            texts = [(asked.title, block.line), (asked.summary, at), *((row.label, first + row.line) for row in asked.rows)]
            for text, line in texts:
                for quantity, before, _ in located(text, line):
                    if not is_count(quantity) and not stated.has(quantity, before):
                        message = f"“{quantity.shown}” is the number of no figure in this picture"
                        yield Problem(Path(page.path), line, "picture-numbers", message, cure)


@rule(
    "map-areas",
    "Each area of the map has a shape and leads to an entry, and each entry of that kind has an area or is named as one without.",
)
def map_areas(dossier: Dossier) -> Iterator[Problem]:
    """Find areas that lead nowhere or cannot be drawn, and entries that the map leaves out without saying so."""
    map_, place = dossier.source.map, dossier.source.map_place
    if map_ is None:
        return
    known = {id for kind, id in dossier.entries if kind == map_.kind}
    for index, area in enumerate(map_.areas):
        line = place.line("areas", index, "entry")
        if area.entry not in known:
            yield Problem(
                place.path, line, "map-areas", f"there is no {map_.kind} “{area.entry}”", f"use one of {', '.join(sorted(known))}"
            )
        if area.entry not in dossier.source.shapes:
            yield Problem(place.path, line, "map-areas", f"“{area.entry}” has no shape in {map_.shapes}", "make the shapes anew")
    for id in sorted(known.difference(map_.elsewhere, (area.entry for area in map_.areas))):
        message = f"the {map_.kind} “{id}” has no area on the map"
        yield Problem(place.path, place.line("areas"), "map-areas", message, "add one, or add it to “elsewhere”")
