"""A table of the export: its columns, each with its meaning and where its values come from, and its rows."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from dossier.locale import _
from dossier.model.source import SUPPORTS, Support

Type = Literal["string", "integer", "number", "boolean", "list", "array", "object"]
"""Types of the Table Schema of Data Package 2: a ``list`` is of texts, an ``array`` of records."""


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

    :param description: what a row is, and in which order the rows stand
    :param key: the columns that together tell its rows apart
    :param rows: its rows, each with a value for every column
    """

    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]


def filled(title: str, description: str, key: tuple[str, ...], columns: tuple[Column, ...], records: Iterable[Any]) -> Table:
    """A table with a row for each record."""
    rows = tuple({column.name: column.of(record) for column in columns} for record in records)
    return Table(title, description, key, columns, rows)


def fields(model: type[BaseModel], *names: str, of: Callable[[Any], Any] = lambda record: record) -> Iterator[Column]:
    """Columns of fields of a model, which say themselves what they hold.

    :param of: what of a record has them; where there is no such thing, or it has no such field, a cell is empty
    """
    for name in names:
        field = model.model_fields[name]
        type_ = _type(field.annotation)
        pattern = next((rule.pattern for rule in field.metadata if getattr(rule, "pattern", None)), "")
        values = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
        yield Column(name, described(field, name), _value(name, type_, of), type_, values, pattern)


def described(field: FieldInfo, name: str, before: str = "") -> str:
    """What a field holds, as a sentence."""
    said = f"{before}{_(field.description or name.replace('_', ' '))}."
    return said[:1].upper() + said[1:]


def _value(name: str, type_: Type, of: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def value(record: Any) -> Any:
        held = getattr(of(record), name, [] if type_ == "list" else None)
        return str(held) if type_ == "string" and held is not None else held

    return value


def _type(annotation: Any) -> Type:
    parts = get_args(annotation)
    if get_origin(annotation) is tuple:
        return "array" if isinstance(parts[0], type) and issubclass(parts[0], BaseModel) else "list"
    known: dict[Any, Type] = {int: "integer", float: "number", bool: "boolean"}
    plain = [part for part in parts or (annotation,) if part is not NoneType]
    return "object" if get_origin(annotation) is dict else known.get(plain[0], "string") if len(plain) == 1 else "string"


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
