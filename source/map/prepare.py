"""Make the shapes of the map: see README.md beside this file."""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from shapely import make_valid, set_precision, union_all
from shapely.geometry import MultiPolygon, Polygon, box, mapping
from shapely.geometry.base import BaseGeometry

GAP = 0.6
"""Degrees that an edge towards other land is drawn back, so that a band of land shows between two areas."""
ROUNDING = 1.1
"""Degrees by which such an edge is rounded, so that it follows no boundary closely."""
DETAIL = 0.3
"""Degrees by which a coast may be simplified."""
ISLAND = 1
"""Square degrees below which an island is left out."""
LAND = 6
"""Square degrees below which no land is drawn below an area: only larger pieces have edges that are drawn back."""


MARGIN = 5
"""Degrees by which the shapes reach beyond the frame, which the projection bends."""


def countries(path: Path) -> list[tuple[str, BaseGeometry]]:
    """Code and shape of each country or area of a TopoJSON file of world-atlas; the code is empty where it gives none."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[tuple[float, float]]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        parts = [arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices]
        points = [*parts[0], *(point for part in parts[1:] for point in part[1:])]
        crosses = any(abs(after[0] - before[0]) > 180 for before, after in pairwise(points))
        return [(x + 360 if crosses and x < 0 else x, y) for x, y in points]

    def geometry(item: dict[str, Any]) -> BaseGeometry:
        polygons = [item["arcs"]] if item["type"] == "Polygon" else item["arcs"]
        made = [Polygon(ring(rings[0]), [ring(inner) for inner in rings[1:]]) for rings in polygons]
        return union_all([make_valid(polygon) for polygon in made]).simplify(0.02)

    items = topology["objects"]["countries"]["geometries"]
    return [(item.get("id") or "", geometry(item)) for item in items]


def areas(map_: dict[str, Any], found: list[tuple[str, BaseGeometry]], land: BaseGeometry) -> dict[str, BaseGeometry]:
    """The union of the members of each area; what has no code in M49 goes to the area that is nearest to it."""
    coded = {code for area in map_["areas"] for code in area["members"]}
    known = {area["entry"]: [part for code, part in found if code in area["members"]] for area in map_["areas"]}
    for code, part in found:
        if code in ("", "158") and part.intersects(box(*map_["frame"])):
            nearest = min(known, key=lambda entry: min(other.distance(part) for other in known[entry]))
            known[nearest].append(part)
    missing = coded - {code for code, _ in found}
    if missing:
        print("not drawn:", ", ".join(sorted(missing)), file=sys.stderr)
    limits = {area["entry"]: box(-180, -90, area.get("until", 360), 90) for area in map_["areas"]}
    return {entry: union_all(parts).buffer(0.02).intersection(limits[entry]).intersection(land) for entry, parts in known.items()}


def kept_apart(area: BaseGeometry, land: BaseGeometry, frame: BaseGeometry) -> BaseGeometry:
    """An area whose edges towards other land are drawn back and rounded; its coasts stay."""
    open_ = frame.buffer(10).difference(land.difference(area))
    back = open_.buffer(-GAP)
    rounded = open_.buffer(-GAP - ROUNDING).buffer(2 * ROUNDING).buffer(-ROUNDING)
    return area.intersection(back).intersection(rounded)


def tidy(geometry: BaseGeometry, frame: BaseGeometry, least: float) -> MultiPolygon:
    """The polygons of a geometry within the frame, simplified, without small islands and holes, to a tenth of a degree.

    :param least: the area of the smallest polygon that is kept, in square degrees
    """
    simple = set_precision(geometry.intersection(frame).simplify(DETAIL), 0.1)
    polygons = [part for part in getattr(simple, "geoms", [simple]) if isinstance(part, Polygon) and part.area > least]
    return MultiPolygon(
        [Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area > ISLAND]) for part in polygons]
    )


def feature(id: str, geometry: MultiPolygon) -> dict[str, Any]:
    """A feature of GeoJSON with coordinates of one decimal."""
    made = mapping(geometry)
    polygons = [[[[round(x, 1), round(y, 1)] for x, y in ring] for ring in polygon] for polygon in made["coordinates"]]
    return {"type": "Feature", "id": id, "properties": {}, "geometry": {"type": "MultiPolygon", "coordinates": polygons}}


def main() -> None:
    """Write the shapes that the map names."""
    folder = Path(__file__).resolve().parent
    map_ = yaml.safe_load((folder.parent / "map.yaml").read_text(encoding="utf-8"))
    frame = box(*map_["frame"]).buffer(MARGIN, join_style="mitre")
    around = frame.buffer(10)
    found = [(code, part.intersection(around)) for code, part in countries(Path(sys.argv[1])) if part.intersects(around)]
    land = union_all([part for _, part in found]).buffer(0.02)
    made = areas(map_, found, land)
    features = [feature("land", tidy(land, frame, LAND))]
    features += [feature(entry, tidy(kept_apart(area, land, frame), frame, ISLAND)) for entry, area in made.items()]
    lines = ",\n".join(json.dumps(item, separators=(",", ":")) for item in features)
    (folder.parent / map_["shapes"]).write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
