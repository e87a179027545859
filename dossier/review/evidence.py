"""Comparing what claims rest on: the passages of the register, the events and the bibliography."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from dossier.parser.source import Source

Fields = dict[str, str]
_OF_AN_ITEM = ("id", "reference", "entry", "date")
"""What names an item of a list, the first that it has."""
_NOT_SAID = ("key", "path", "line", "at")
"""Fields of a reference that say where it stands and not what it is."""


@dataclass(frozen=True)
class Ground:
    """A passage, an event or a reference that differs between two states.

    :param noun: ``passage``, ``event`` or ``reference``
    :param before: its fields by name; ``None`` where it was not there
    :param after: the same, as they are now
    """

    noun: str
    id: str
    before: Fields | None
    after: Fields | None

    @property
    def fields(self) -> Iterator[tuple[str, str, str]]:
        """The name of each field that differs, with its text before and after, empty where it has none."""
        old, new = self.before or {}, self.after or {}
        for name in [*old, *(name for name in new if name not in old)]:
            if old.get(name, "") != new.get(name, ""):
                yield name, old.get(name, ""), new.get(name, "")


def compared_evidence(before: Source, after: Source) -> list[Ground]:
    """Everything that differs in what claims rest on: passages, then events, then references, in their order."""
    old, new = _grounds(before), _grounds(after)
    keys = [*new, *(key for key in old if key not in new)]
    order = ["passage", "event", "reference"]
    differing = [key for key in keys if old.get(key) != new.get(key)]
    return [Ground(*key, old.get(key), new.get(key)) for key in sorted(differing, key=lambda key: order.index(key[0]))]


def _grounds(source: Source) -> dict[tuple[str, str], Fields]:
    found = {("passage", id): _flat(passage.model_dump(mode="json")) for id, passage in source.passages.items()}
    found |= {("event", event.id): _flat(event.model_dump(mode="json")) for event in source.events}
    for key, reference in source.references.items():
        names = [field.name for field in fields(reference) if field.name not in _NOT_SAID]
        found["reference", key] = _flat({name: getattr(reference, name) for name in names})
    return found


def _flat(record: dict[str, Any]) -> Fields:
    """The fields of a record and of what it holds, each with the name of the item to which it belongs."""
    return {name: text for name, text in _walked(record, "") if text}


def _walked(value: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _walked(part, f"{name}, {key}" if name else key)
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for item in value:
            yield from _walked(item, f"{name} {next(item[key] for key in _OF_AN_ITEM if key in item)}")
    else:
        yield name.replace("_", " "), _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "" if value else "no"
    if isinstance(value, float):
        return f"{value:,.10g}"
    return "" if value is None else str(value)
