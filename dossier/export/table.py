"""Tables of the export: columns, each with a meaning and a way to get its values, and rows."""

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
"""Types of the Table Schema of Data Package 2; a ``list`` contains texts, an ``array`` records."""


@dataclass(frozen=True)
class Column:
    """A column.

    :param description: meaning of its values
    :param value: returns its value for a record; by default, the attribute with its name
    :param values: allowed values, if there are few
    :param pattern: regular expression that matches every value completely
    :param refers_to: table whose keys are its values
    """

    name: str
    description: str
    value: Callable[[Any], Any] | None = None
    type: Type = "string"
    values: tuple[str, ...] = ()
    pattern: str = ""
    refers_to: str = ""

    def of(self, record: Any) -> Any:
        """Return the value for a record as JSON types: text, number, boolean, ``None``, list or object."""
        value = (self.value or attrgetter(self.name))(record)
        return value if type(value) is str else _plain(value)


@dataclass(frozen=True)
class Table:
    """A table.

    :param description: what a row is, and how rows are sorted
    :param key: columns of the primary key
    :param rows: its rows, each with a value for every column
    """

    title: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[dict[str, Any], ...]


def table_of(title: str, description: str, key: tuple[str, ...], columns: tuple[Column, ...], records: Iterable[Any]) -> Table:
    """Return a table with a row for each record."""
    rows = tuple({column.name: column.of(record) for column in columns} for record in records)
    return Table(title, description, key, columns, rows)


def fields(model: type[BaseModel], *names: str, of: Callable[[Any], Any] = lambda record: record) -> Iterator[Column]:
    """Yield columns for fields of a model, described as in the model.

    :param of: returns the part of a record that has the fields; cells are empty if it is missing or lacks a field
    """
    for name in names:
        field = model.model_fields[name]
        type_ = _type(field.annotation)
        pattern = next((rule.pattern for rule in field.metadata if getattr(rule, "pattern", None)), "")
        values = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
        yield Column(name, described(field, name), _value(name, type_, of), type_, values, pattern)


def described(field: FieldInfo, name: str, before: str = "") -> str:
    """Return the description of a field as a sentence."""
    text = f"{before}{_(field.description or name.replace('_', ' '))}."
    return text[:1].upper() + text[1:]


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
    """Return the columns for the support of a record, which a function returns: the degree, and the number of sources."""
    how = _("Whether the summary of the report and other public sources state it, only the summary, or only the public record.")
    number = _("Number of public sources that state it; those that repeat one another count as one.")
    return (
        Column("support", how, lambda record: of(record).id, values=SUPPORTS),
        Column("sources", number, lambda record: of(record).sources, type="integer"),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return {name: _plain(part) for name, part in value.model_dump().items()}
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
