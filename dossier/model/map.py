"""A map of entries: which area stands for which entry, and what every map must say of itself."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from dossier.model.source import Record, Slug

Words = Annotated[str, Field(pattern=r"\S")]
Degrees = tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]]
"""A place on earth: its longitude and latitude in degrees, east and north positive."""
Rings = tuple[tuple[tuple[Degrees, ...], ...], ...]
"""Polygons, each made of an outer ring and of the rings of its holes."""


class Area(Record):
    """An area of the map."""

    entry: Slug = Field(description="the id of the entry to which it leads")
    label: Degrees = Field(description="where the middle of its name stands: longitude and latitude")
    members: dict[Annotated[str, Field(pattern=r"^[0-9]{3}$")], str] = Field(
        min_length=1,
        description=("the countries and areas that it holds, by their codes in M49; of interest to whoever makes the shapes"),
    )
    until: float = Field(180, description="the longitude in degrees east of which none of it is drawn")


class Map(Record):
    """A map of the entries of a kind."""

    kind: str = Field(description="the kind of those entries")
    shapes: Annotated[str, Field(pattern=r"^([a-z0-9-]+/)*[a-z0-9-]+\.json$")] = Field(
        description=(
            "the file of the shapes, in GeoJSON, from the folder of this file: a feature for each area, and one, ``land``"
        )
    )
    frame: tuple[float, float, float, float] = Field(
        description=(
            "what the map shows: west, south, east and north in degrees; sides at the equator, top and bottom in the middle"
        )
    )
    note: Words = Field(
        description="that the map takes no position on boundaries, in words that stand under it wherever it is shown"
    )
    source: Words = Field(description="where its shapes come from, in words that stand under it too")
    areas: tuple[Area, ...] = Field(min_length=1)
    elsewhere: tuple[Slug, ...] = Field((), description="entries of the kind that have no area; they are listed under the map")

    @model_validator(mode="after")
    def frame_is_upright(self) -> Self:
        """The frame runs from west to east and from south to north."""
        west, south, east, north = self.frame
        if west >= east or south >= north:
            raise ValueError("the frame runs backwards: it is west, south, east, north")
        return self


class Geometry(BaseModel):
    """The polygons of a feature."""

    type: Literal["MultiPolygon"]
    coordinates: Rings


class Feature(BaseModel):
    """A shape: that of an area, by the id of its entry, or all land."""

    id: str
    geometry: Geometry


class FeatureCollection(BaseModel):
    """A file of shapes, as far as it is used here."""

    features: tuple[Feature, ...]
