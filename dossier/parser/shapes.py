"""Reading the shapes of a map."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from dossier.model.map import FeatureCollection, Rings
from dossier.model.problem import BrokenSource, Problem
from dossier.parser.text import read_text


def read_shapes(path: Path) -> dict[str, Rings]:
    """The polygons of each feature of a GeoJSON file, by id.

    :raises BrokenSource: if there is no such file, or it holds no features made of polygons
    """
    try:
        found = FeatureCollection.model_validate_json(read_text(path))
    except ValidationError as error:
        where = ".".join(str(step) for step in error.errors()[0]["loc"])
        message = f"{where}: {error.errors()[0]['msg']}" if where else error.errors()[0]["msg"]
        raise BrokenSource([Problem(path, 1, "schema", message, "make it anew, as the file beside it says")]) from None
    return {feature.id: feature.geometry.coordinates for feature in found.features}
