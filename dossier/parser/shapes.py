"""Reading the shapes of a map."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from dossier.model.map import FeatureCollection, Rings
from dossier.model.problem import BrokenSource, Problem
from dossier.parser.text import read_text
from dossier.parser.wording import said_of


def read_shapes(path: Path) -> dict[str, Rings]:
    """The polygons of each feature of a GeoJSON file, by id.

    :raises BrokenSource: if there is no such file, or it holds no features made of polygons
    """
    try:
        found = FeatureCollection.model_validate_json(read_text(path))
    except ValidationError as error:
        message, _ = said_of(error.errors()[0])
        raise BrokenSource([Problem(path, 1, "schema", message, "make it anew, as the file beside it says")]) from None
    return {feature.id: feature.geometry.coordinates for feature in found.features}
