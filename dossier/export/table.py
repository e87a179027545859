"""A table of the export: its columns, each with its meaning and where its values come from, and its rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal, get_args

from pydantic import BaseModel

from dossier.locale import _
from dossier.model.source import SUPPORTS, Support

Type = Literal["string", "integer", "number", "boolean", "list", "array", "object"]
"""Types of the Table Schema of Data Package 2: a ``list`` is of texts, an ``array`` of records."""

PARTIAL_DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
"""A date as far as it is known: a year, a month or a day."""


@dataclass(frozen=True)
class Column:
    """A column.

    :param description: what its values mean
    :param value: its value for a record; by default, the record's attribute of that name
    :param values: the values that may occur, where they are few
    :param pattern: a regular expression that every value matches as a whole
    :param refers_to: the table whose rows the values name by their key
    """

    name: str
    description: str
    value: Callable[[Any], Any] | None = None
    type: Type = "string"
    values: tuple[str, ...] = ()
    pattern: str = ""
    refers_to: str = ""

    def of(self, record: Any) -> Any:
        """The value for a record, made of what JSON knows: text, numbers, truth, ``None``, lists and objects."""
        return _plain((self.value or attrgetter(self.name))(record))


@dataclass(frozen=True)
class Table:
    """A table.

    :param name: the name of its files, without suffix
    :param description: what a row is, and in which order the rows stand
    :param key: the columns that together tell its rows apart
    :param rows: its rows, each with a value for every column
    """

    name: str
    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]


def filled(
    name: str, title: str, description: str, key: tuple[str, ...], columns: tuple[Column, ...], records: Iterable[Any]
) -> Table:
    """A table with a row for each record."""
    rows = tuple({column.name: column.of(record) for column in columns} for record in records)
    return Table(name, title, description, key, columns, rows)


def choices(model: type[BaseModel], field: str) -> tuple[str, ...]:
    """The values that a field of a model may have."""
    return get_args(model.model_fields[field].annotation)


def support_columns(of: Callable[[Any], Support]) -> tuple[Column, Column]:
    """How well a record is supported: the value on the scale, and the number of sources.

    :param of: the support of a record
    """
    how = _("Whether public sources bear it out, or the digest alone has it.")
    return (
        Column("support", how, lambda record: of(record).id, values=SUPPORTS),
        Column("sources", _("How many public sources bear it out."), lambda record: of(record).sources, type="integer"),
    )


def supported(support: Support) -> dict[str, Any]:
    """The same within a record that another holds."""
    return {"support": support.id, "sources": support.sources}


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _plain(part) for name, part in value.model_dump().items()}
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
