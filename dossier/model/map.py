"""A map of entries: which area stands for which entry, and the notes shown with it."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field, field_validator

from dossier.model.source import Record, Slug

Words = Annotated[str, Field(pattern=r"\S")]
Degrees = tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]]
"""A point on earth: longitude and latitude in degrees, positive to the east and north."""
Rings = tuple[tuple[tuple[Degrees, ...], ...], ...]
"""Polygons, each made of an outer ring and the rings of its holes."""


class Area(Record):
    """An area of the map."""

    entry: Slug = Field(description="the id of the entry that it links to")
    label: Degrees = Field(description="the centre of its label: longitude and latitude")
    members: dict[Annotated[str, Field(pattern=r"^[0-9]{3}$")], str] = Field(
        {}, description="the countries and areas that it contains, by M49 code, if its shape is made of theirs"
    )
    until: float = Field(180, description="the longitude, in degrees, east of which it is not drawn")


class Map(Record):
    """A map of the entries of one kind."""

    kind: str = Field(description="the kind of the entries")
    shapes: Annotated[str, Field(pattern=r"^([a-z0-9-]+/)*[a-z0-9-]+\.json$")] = Field(
        description="the GeoJSON file of the shapes, relative to the folder of this file: a feature for each area, with its "
        "entry as ``id``, and one with the id ``land``, each a MultiPolygon"
    )
    frame: tuple[float, float, float, float] = Field(
        description="the extent in degrees, as west, south, east, north: the sides at the equator, bottom and top at the centre"
    )
    note: Words = Field(description="a statement, always shown under it, that the map takes no position on boundaries")
    source: Words = Field(description="the source of its shapes, shown under it")
    areas: tuple[Area, ...] = Field(min_length=1, description="the areas, each with its entry")
    elsewhere: tuple[Slug, ...] = Field((), description="entries of the kind without an area; they are listed under the map")

    @field_validator("frame")
    @classmethod
    def frame_is_upright(cls, frame: tuple[float, ...]) -> tuple[float, ...]:
        """Check that the frame runs from west to east and from south to north."""
        west, south, east, north = frame
        if west >= east or not -90 <= south < north <= 90:
            raise ValueError("it runs backwards, or beyond a pole; write west, south, east, north")
        return frame


class Geometry(BaseModel):
    """The polygons of a feature."""

    type: Literal["MultiPolygon"]
    coordinates: Rings


class Feature(BaseModel):
    """A shape: the area of an entry, by the id of that entry, or all land."""

    id: str
    geometry: Geometry


class FeatureCollection(BaseModel):
    """A GeoJSON file of shapes, limited to the parts used here."""

    features: tuple[Feature, ...]
