"""Rules on pictures and key figures: each has a title and text, and shows existing records."""

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice

from dossier.graph import Dossier
from dossier.model.kinds import KINDS
from dossier.model.map import Map, Rings
from dossier.model.page import Block
from dossier.model.problem import did_you_mean
from dossier.parser.directives import PictureRequest, rows_of
from dossier.rules.registry import Found, rule
from dossier.rules.sources import LIMITS, is_limited
from dossier.rules.walk import directives, pictures

WrongLine = tuple[int, str, str]
"""The line, what is wrong, and what to do about it."""
_FORM = "write a line for each: its id, a colon and its label"


@rule("picture", "A picture has a title of its own on its page, and a summary, and draws existing figures, kinds or a map.")
def _picture(dossier: Dossier) -> Found:
    taken = set()
    for page, request, block in pictures(dossier):
        yield from ((page.path, *wrong) for wrong in _wrong(dossier, request, block))
        if (page.path, request.id) in taken:
            message = f"the title “{request.title}” gives the address of another picture on this page"
            yield page.path, block.line, message, "add a word in Latin letters that the other does not have"
        taken.add((page.path, request.id))


def _wrong(dossier: Dossier, request: PictureRequest, block: Block) -> Iterator[WrongLine]:
    if not request.title:
        yield block.line, "the picture has no title", f"write it after {{{request.name}}}"
    if not request.summary:
        yield block.line, "the picture has no summary", "add “:summary:”, and say what it shows in a sentence or two"
    if request.name == "map" and dossier.source.map is None:
        yield block.line, "there is no map", "add map.yaml to the source folder"
    if request.name == "heat-map":
        for option, kind in (("rows", request.down), ("columns", request.across)):
            if kind not in KINDS:
                yield block.line, f"“:{option}:” names no kind of entry", f"use one of {', '.join(KINDS)}"
    if request.name == "range-chart":
        yield from _wrong_figures(dossier, request, block)
    elif request.name == "event-chart":
        yield from _wrong_rows(request, block.first, "event", {event.id for event in dossier.source.events})
    elif request.rows:
        yield block.first + request.rows[0].line, f"“{request.rows[0].id}” is in a picture that takes no figures", "remove it"


def _wrong_figures(dossier: Dossier, request: PictureRequest, block: Block) -> Iterator[WrongLine]:
    if not request.rows:
        yield block.line, "the chart has no figures", _FORM
    yield from _wrong_rows(request, block.first, "figure", dossier.figures)
    for row in request.rows:
        if row.id in dossier.figures and dossier.figures[row.id][1].bounds[0] is None:
            yield block.first + row.line, f"the figure “{row.id}” has no number to draw", "remove it"


def _wrong_rows(request: PictureRequest, first: int, thing: str, known: Collection[str]) -> Iterator[WrongLine]:
    seen = set()
    for row in request.rows:
        at = first + row.line
        if row.id not in known:
            yield at, f"there is no {thing} “{row.id}”", did_you_mean(row.id, known, "use an id of the register")
        elif row.id in seen:
            yield at, f"the {thing} “{row.id}” appears twice", "keep one of the two"
        elif not row.label:
            yield at, f"“{row.id}” has no label", _FORM
        seen.add(row.id)


@rule("key-figure", "A key figure quotes the finding that it names, and keeps the qualifier that it has there.")
def _key_figure(dossier: Dossier) -> Found:
    cure = "write the id of a finding, a colon, and words of that finding"
    for page, block in directives(dossier, "key-figures"):
        for row in rows_of(block.content.split("\n")):
            line, finding = block.first + row.line, dossier.findings.get(row.id)
            if finding is None:
                yield page.path, line, f"there is no finding “{row.id}”", did_you_mean(row.id, dossier.findings, cure)
                continue
            text, words = finding.text.casefold(), row.words[0]
            for lost in [quoted for quoted in row.words if quoted.casefold() not in text][:1]:
                where = f"({finding.page.path}:{finding.record.line})"
                yield page.path, line, f"the finding “{row.id}” {where} does not contain “{lost}”", cure
            at = text.find(words.casefold()) if re.match(r"[\d$]", words) else 0
            for word in (word for word in LIMITS if at > 0 and is_limited(text[:at], word)):
                message = f"“{words}” is given without “{word}”, its qualifier in “{row.id}”"
                yield page.path, line, message, "put it before the number"


@rule(
    "map-areas",
    "Each area of the map has a shape and an entry, and each entry of that kind has an area or is listed as having none.",
)
def _map_areas(dossier: Dossier) -> Found:
    map_, place = dossier.source.map, dossier.source.files["map"]
    if map_ is None:
        return
    if map_.kind not in KINDS:
        message = f"there is no kind of entry “{map_.kind}”"
        yield place.path, place.line("kind"), message, did_you_mean(map_.kind, KINDS, f"use one of {', '.join(KINDS)}")
        return
    known = {id for kind, id in dossier.entries if kind == map_.kind}
    for index, area in enumerate(map_.areas):
        line = place.line("areas", index, "entry")
        if area.entry not in known:
            yield place.path, line, f"there is no {map_.kind} “{area.entry}”", f"use one of {', '.join(sorted(known))}"
        elif area.entry not in dossier.source.shapes:
            message = f"“{area.entry}” has no shape in {map_.shapes}"
            yield place.path, line, message, "give its shape this id, or generate the shapes again"
    if "land" not in dossier.source.shapes:
        yield place.path, place.line("shapes"), f"{map_.shapes} has no shape “land”", "add it, or correct its id"
    for index, field in islice(_outside(map_, dossier.source.shapes), 1):  # if the frame is wrong, all are outside
        message = f"the {'label' if field == 'label' else 'shape'} of “{map_.areas[index].entry}” is outside the frame"
        yield place.path, place.line("areas", index, field), message, "write longitude, then latitude, or correct the frame"
    for id in sorted(known.difference(map_.elsewhere, (area.entry for area in map_.areas))):
        message = f"the {map_.kind} “{id}” has no area on the map"
        yield place.path, place.line("areas"), message, "add one, or add it to “elsewhere”"


def _outside(map_: Map, shapes: Mapping[str, Rings]) -> Iterator[tuple[int, str]]:
    """Yield the labels and the shapes outside the frame of a map, by the place of their area and its field."""
    west, south, east, north = map_.frame
    for index, area in enumerate(map_.areas):
        shape = [point for polygon in shapes.get(area.entry, ()) for ring in polygon for point in ring]
        for field, points in (("entry", shape), ("label", [area.label])):
            if points and not any(west <= x <= east and south <= y <= north for x, y in points):
                yield index, field
