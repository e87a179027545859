"""A map of areas, each of which leads to an entry. It has no line: areas are flat tones, kept apart, on land of one tone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import detroit

from dossier.pictures.svg import Element, Link, anchor, named, put, ring_path
from dossier.records.map import Area, Map, Rings

WIDTH = 1000
"""The width of the drawing, in its own unit."""
Point = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """An entry on the map.

    :param whole: whether other entries are parts of it
    :param count: how many findings bear on it
    """

    title: str
    docname: str
    count: int
    whole: bool

    @property
    def name(self) -> str:
        """Its title and how many findings it has."""
        return f"{self.title}: {self.count} finding{'s' * (self.count != 1)}"


@dataclass(frozen=True)
class AreaMap:
    """The drawing.

    :param shapes: polygons by the id of the entry, and those of all ``land``
    :param places: the entries by id
    """

    id: str
    title: str
    map: Map
    shapes: Mapping[str, Rings]
    places: Mapping[str, Place]

    def draw(self, link: Link) -> str:
        """The drawing as SVG."""
        projection = _Projection(self.map.frame)
        made = detroit.create("svg").attr("class", "map").attr("viewBox", f"0 0 {WIDTH} {projection.height}")
        named(made, self.id, self.title, self.description, links=True)
        put(made, "path", class_="land", fill="#e4e9ee", d=projection.path(self.shapes.get("land", ())))
        for area in self.areas:
            place = self.places[area.entry]
            made_link = anchor(made, place.name, link(place.docname, "")).attr("class", "area").attr("data-entry", area.entry)
            put(made_link, "path", fill="#79aed6", d=projection.path(self.shapes.get(area.entry, ())))
        names = put(made, "g", class_="names", aria_hidden="true", text_anchor="middle", font_size="20", pointer_events="none")
        for area in self.areas:
            _draw_name(names, self.places[area.entry], projection.point(area.label))
        return str(made)

    @property
    def areas(self) -> list[Area]:
        """The areas whose entry there is."""
        return [area for area in self.map.areas if area.entry in self.places]

    @property
    def description(self) -> str:
        """The areas and their findings, in words."""
        return "; ".join(self.places[area.entry].name for area in self.areas) + "."


def _draw_name(parent: Element, place: Place, at: Point) -> None:
    lines = place.title.split(" ")
    name = put(parent, "text", class_="whole" if place.whole else "part", y=str(at[1]))
    for index, words in enumerate(lines):
        shift = f"{0.35 - 0.55 * (len(lines) - 1):.2f}em" if index == 0 else "1.1em"
        put(name, "tspan", words, x=str(at[0]), dy=shift)


class _Projection:
    """Equal Earth, centred on the frame and cut at its sides."""

    def __init__(self, frame: tuple[float, float, float, float]) -> None:
        west, south, east, north = frame
        middle = (west + east) / 2
        unscaled = detroit.geo_equal_earth().rotate([-middle, 0]).scale(1).translate([0, 0])
        scale = WIDTH / (unscaled([east, 0])[0] - unscaled([west, 0])[0])
        top, bottom = (scale * unscaled([middle, latitude])[1] for latitude in (north, south))
        self._project = unscaled.scale(scale).translate([WIDTH / 2, -top])
        self.height = round(bottom - top)

    def point(self, place: tuple[float, float]) -> Point:
        """Where a place stands, in whole units."""
        x, y = self._project(list(place))
        return round(x), round(y)

    def path(self, polygons: Rings) -> str:
        """The outlines of polygons as the data of a path."""
        rings = (list(_distinct(map(self.point, ring))) for polygon in polygons for ring in polygon)
        return ring_path([ring for ring in rings if len(ring) > 2])


def _distinct(points: Iterable[Point]) -> Iterator[Point]:
    """Points without those that fall on the one before."""
    last: Point | None = None
    for point in points:
        if point != last:
            yield point
        last = point
