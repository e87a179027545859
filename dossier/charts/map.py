"""A map of areas, each linked to an entry. It draws no borders: areas are separate, flat tones on land of a single tone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from docutils import nodes

from dossier.charts import svg
from dossier.charts.picture import as_table, drawing, framed, picture_view, source
from dossier.graph import Dossier, Index, count_within, entries_of
from dossier.locale import _, ngettext
from dossier.model.kinds import KINDS, Kind, wholes_of
from dossier.model.map import Area, Map, Rings
from dossier.model.page import Page
from dossier.parser.directives import PictureRequest
from dossier.views.links import xref
from dossier.views.nodes import Content, bullets, joined, on_site, paragraph, table

WIDTH = 1000
"""The width of the drawing, in user units."""
TONES = 4
"""The number of tones; areas of the same whole share one."""
NAME, NARROW = 21, 39
"""The font sizes of names on a wide map, and on a phone, where only names that do not overlap are shown."""
TARGET = 34
"""Half the size of a touch target: 24 pixels on a map 350 pixels wide."""
LETTER, LINE = 0.55, 1.1
"""The width of a letter and the height of a line of a name, as shares of its font size."""
Point = tuple[int, int]


@picture_view("map")
def area_map(dossier: Dossier, docname: str, request: PictureRequest) -> list[nodes.Node]:
    """The map of areas, with its note and source."""
    map_ = dossier.source.map
    if map_ is None or map_.kind not in KINDS:
        return []
    entries = entries_of(dossier, map_.kind)
    places = {page.id: _place_of(dossier, page) for page in entries}
    listed: list[Content] = [[xref(*page.key), f" {places[page.id].count}"] for page in entries]
    return framed(
        request,
        drawing(draw=AreaMap(request.id, request.title, map_, dossier.source.shapes, places).draw),
        on_site(bullets(listed, "map-list")),
        paragraph(map_.note, "picture-note"),
        source(dossier, docname, request, map_.source.removesuffix("."), "entries"),
        as_table(_table(f"{request.id}-table", KINDS[map_.kind], entries, places)),
    )


def _table(id: str, kind: Kind, entries: Sequence[Page], places: Mapping[str, "Place"]) -> nodes.table:
    rows: list[list[Content]] = [[xref(*page.key), _parent(page), str(places[page.id].count)] for page in entries]
    caption = _("{entries} and their findings").format(entries=kind.plural)
    return table(id, caption, (kind.singular, _("Part of"), _("Findings")), rows, "counts")


def _place_of(dossier: Dossier, page: Page) -> "Place":
    parts = len(dossier.parts_of[page.key])
    return Place(page.title, page.docname, count_within(dossier, page), parts, _outermost(dossier, page))


def _outermost(dossier: Dossier, page: Page) -> str:
    """Return the id of the outermost whole that an entry is a part of; its own id if it is part of none."""
    outermost = (key[1] for key in dossier.containing[page.key] if len(dossier.containing[key]) == 1)
    return next(outermost, page.id)


def _parent(page: Page) -> Content:
    kind, ids = wholes_of(page)
    return joined(xref(kind, id) for id in ids)


@dataclass(frozen=True)
class Place:
    """An entry on the map.

    :param count: the number of findings that bear on it or on one of its parts
    :param parts: the number of its parts
    :param within: the id of the outermost whole that it is a part of; its own id if it is part of none
    """

    title: str
    docname: str
    count: int
    parts: int
    within: str

    @property
    def name(self) -> str:
        """Its title and the number of its findings."""
        count = ngettext("{count} finding", "{count} findings", self.count).format(count=self.count)
        with_parts = ngettext("{findings}, with its part", "{findings}, with its {count} parts", self.parts)
        return f"{self.title}: {with_parts.format(findings=count, count=self.parts) if self.parts else count}"

    @property
    def lines(self) -> list[str]:
        """The lines of its label: one word of the title per line, with the number of findings after the last."""
        *words, last = self.title.split(" ")
        return [*words, f"{last}\u00a0{self.count}"]


Frame = tuple[svg.Span, svg.Span]
"""The bounding box of a name: its extent to the right and downwards."""


@dataclass(frozen=True)
class AreaMap:
    """The drawing of a map.

    :param shapes: polygons by id of the entry, and those of all land under ``land``
    :param places: the entries by id
    """

    id: str
    title: str
    map: Map
    shapes: Mapping[str, Rings]
    places: Mapping[str, Place]

    def draw(self, link: svg.Link) -> svg.Element:
        """Return the drawing as SVG."""
        projection = self.projection
        made = svg.d3().create("svg").attr("class", "map").attr("viewBox", f"0 0 {WIDTH} {projection.height}")
        svg.named(made, self.id, self.title, self.description, links=True)
        svg.add(made, "path", class_="land", fill="#e4e9ee", d=projection.path(self.shapes.get("land", ())))
        for index, areas in enumerate(self.groups.values()):
            group = svg.add(made, "g", class_=f"group tone-{index % TONES}")
            for area in areas:
                self._draw_area(group, area, link)
        names = svg.add(
            made, "g", class_="names", aria_hidden="true", text_anchor="middle", font_size=str(NAME), pointer_events="none"
        )
        for area in self.areas:
            _draw_name(names, self.places[area.entry], projection.point(area.label), area.entry in self.named_when_narrow)
        return made

    @cached_property
    def projection(self) -> "Projection":
        """The projection of coordinates to points on the map."""
        return Projection(self.map.frame)

    @property
    def areas(self) -> list[Area]:
        """The areas whose entries exist."""
        return [area for area in self.map.areas if area.entry in self.places]

    @property
    def groups(self) -> Index[str, Area]:
        """The areas by their outermost whole, the areas of wholes first."""
        wholes_first = sorted(self.areas, key=lambda area: not self.places[area.entry].parts)
        return Index((self.places[area.entry].within, area) for area in wholes_first)

    @cached_property
    def named_when_narrow(self) -> set[str]:
        """The entries whose names fit into their areas on a phone without overlaps; the names of wholes are placed first."""
        taken: dict[str, Frame] = {}
        for area in (area for areas in self.groups.values() for area in areas):
            across, down = frame = _covered(self.places[area.entry], self.projection.point(area.label))
            is_free = not any(across.overlaps(other[0]) and down.overlaps(other[1]) for other in taken.values())
            if is_free and across.end - across.start <= self._width(area):
                taken[area.entry] = frame
        return set(taken)

    def _width(self, area: Area) -> int:
        """Return the width of an area, from west to east; for the area of a whole, the width of the map."""
        if self.places[area.entry].parts:
            return WIDTH
        rings = (ring for polygon in self.shapes.get(area.entry, ()) for ring in polygon)
        across = [self.projection.point(place)[0] for ring in rings for place in ring]
        return max(across, default=0) - min(across, default=0)

    def _draw_area(self, parent: svg.Element, area: Area, link: svg.Link) -> None:
        place = self.places[area.entry]
        kind = "whole" if place.parts else "part"
        made = svg.anchor(parent, place.name, link(place.docname, ""))
        made.attr("class", f"area {kind}").attr("data-entry", area.entry)
        svg.add(made, "path", fill="#79aed6", d=self.projection.path(self.shapes.get(area.entry, ())))
        x, y = self.projection.point(area.label)
        if self._width(area) < 3 * TARGET:
            svg.add(made, "circle", cx=str(x), cy=str(y), r=str(TARGET), fill="transparent")

    @property
    def description(self) -> str:
        """The areas and the numbers of their findings, in words."""
        return "; ".join(self.places[area.entry].name for area in self.areas) + "."


def _covered(place: Place, at: Point) -> Frame:
    lines = place.lines
    across, down = max(map(len, lines)) * LETTER * NARROW / 2, len(lines) * LINE * NARROW / 2
    return svg.Span(at[0] - across, at[0] + across), svg.Span(at[1] - down, at[1] + down)


def _draw_name(parent: svg.Element, place: Place, at: Point, narrow: bool) -> None:
    """Draw the name of a place with its count; on a narrow map without room for the name, only the count."""
    kind = "whole" if place.parts else "part"
    _write(svg.add(parent, "text", class_=f"{kind}{'' if narrow else ' wide'}", y=str(at[1])), place.lines, at[0])
    if not narrow:
        _write(svg.add(parent, "text", class_=f"{kind} narrow", y=str(at[1])), [str(place.count)], at[0])


def _write(parent: svg.Element, lines: Sequence[str], x: float) -> None:
    """Write lines of text below each other, vertically centred."""
    for index, words in enumerate(lines):
        shift = f"{0.35 - LINE / 2 * (len(lines) - 1):.2f}em" if index == 0 else f"{LINE}em"
        svg.add(parent, "tspan", words, x=str(round(x)), dy=shift)


class Projection:
    """The Equal Earth projection, centred on the frame and cropped to it."""

    def __init__(self, frame: tuple[float, float, float, float]) -> None:
        west, south, east, north = frame
        middle = (west + east) / 2
        sides = {"type": "MultiPoint", "coordinates": [[west, 0], [east, 0]]}
        self._project = svg.d3().geo_equal_earth().rotate([-middle, 0]).fit_width(WIDTH, sides)
        self._top, bottom = (self._project([middle, latitude])[1] for latitude in (north, south))
        self.height = round(bottom - self._top)

    def point(self, place: tuple[float, float]) -> Point:
        """Return the point of a place's coordinates, in whole user units."""
        x, y = self._project(list(place))
        return round(x), round(y - self._top)

    def path(self, polygons: Rings) -> str:
        """Return the outlines of polygons as SVG path data."""
        rings = ([point for point, _same in groupby(map(self.point, ring))] for polygon in polygons for ring in polygon)
        return svg.ring_path([ring for ring in rings if len(ring) > 2])
