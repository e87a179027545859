"""The table of entries: what all kinds have, then the fields of each kind's front matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_origin

from dossier.export.table import Column, Table, Type, address, rows, supported
from dossier.graph import Dossier
from dossier.kinds import KINDS, EntryMeta
from dossier.model.page import Page
from dossier.model.support import Support
from dossier.parser.markup import plain


def entries(dossier: Dossier) -> Table:
    """Every entry, with its card and its provisions."""

    def label(page: Page) -> str:
        return dossier.labels.get((page.kind, page.id), page.title)

    def provisions(page: Page) -> list[dict[str, Any]]:
        return [
            {
                "text": plain(item.text, dossier.labels),
                "verb": item.verb,
                "paragraph": item.paragraph,
                "evidence": item.evidence,
                **supported(Support(len(item.evidence))),
            }
            for item in page.provisions
        ]

    def here(page: Page) -> int:
        return sum(finding.page is page for finding in dossier.findings_on(page.kind, page.id))

    def elsewhere(page: Page) -> int:
        return len(dossier.findings_on(page.kind, page.id)) - here(page)

    columns = (
        Column("kind", "string", "The kind of entry.", values=tuple(KINDS)),
        Column("id", "string", "Id of the entry among those of its kind."),
        Column("title", "string", "Title of its page."),
        Column("label", "string", "The text of a link to it.", label),
        Column("page", "string", "Its page, without suffix.", lambda page: page.docname),
        Column("url", "string", "The address of its page below the root of the site.", lambda page: address(page.docname)),
        *(_field(EntryMeta, name, "") for name in EntryMeta.model_fields),
        *_card_columns(),
        Column(
            "provisions",
            "array",
            "What other sources say of it: text, verb, paragraph, evidence, support, sources.",
            provisions,
        ),
        Column("findings_here", "integer", "How many findings on its own page bear on it.", here),
        Column("findings_elsewhere", "integer", "How many findings on other pages bear on it.", elsewhere),
    )
    known = sorted((page for page in dossier.entries.values() if page.meta is not None), key=lambda page: (page.kind, page.id))
    description = "One subject with a page of its own a row, by kind and id."
    return Table("entries", "Entries", description, ("kind", "id"), columns, rows(columns, known))


def _card_columns() -> Iterator[Column]:
    having: dict[str, list[str]] = {}
    for kind in KINDS.values():
        for name in kind.meta.model_fields.keys() - EntryMeta.model_fields.keys():
            having.setdefault(name, []).append(kind.name)
    for kind in KINDS.values():
        for name in kind.meta.model_fields:
            if kind.name in having.get(name, ())[:1]:
                kinds = " and ".join(KINDS[other].plural.lower() for other in having[name])
                yield _field(kind.meta, name, f"Of {kinds}: ")


def _field(model: type[EntryMeta], name: str, of: str) -> Column:
    """The column of a field of the front matter, which says what it holds."""
    field = model.model_fields[name]
    text = f"{of}{field.description or name.replace('_', ' ')}."
    type_ = _type(field.annotation)
    pattern = next((rule.pattern for rule in field.metadata if getattr(rule, "pattern", None)), "")

    def value(page: Page) -> Any:
        held = getattr(page.meta, name, [] if type_ == "list" else None)
        return str(held) if type_ == "string" and held is not None else held

    return Column(name, type_, text[:1].upper() + text[1:], value, pattern=pattern)


def _type(annotation: Any) -> Type:
    origin = get_origin(annotation)
    if origin in (tuple, dict):
        return "list" if origin is tuple else "object"
    known: dict[Any, Type] = {int: "integer", bool: "boolean", bool | None: "boolean"}
    return known.get(annotation, "string")
