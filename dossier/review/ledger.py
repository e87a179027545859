"""Publishing: the ids of new findings and the names of new pages enter the ledger."""

from __future__ import annotations

from pathlib import Path

import yaml

from dossier.files import put
from dossier.graph import Dossier
from dossier.model.publication import Ledger

_HEAD = """\
# yaml-language-server: $schema=ledger.schema.json
# The ids of all findings and the names of all pages ever published. `make release` adds the new ones; none is ever removed.
"""


def publish(dossier: Dossier) -> list[str]:
    """Enter every finding that stands, and every page, into the ledger.

    The file is written only if that changes it.

    :return: the ids and the names that are new, each sorted
    """
    known = dossier.source.ledger
    path, text = published(dossier)
    put(path, text.encode())
    return [*sorted(dossier.findings.keys() - {*known.published}), *sorted(dossier.pages.keys() - {*known.pages})]


def published(dossier: Dossier) -> tuple[Path, str]:
    """The file of the ledger, and its text with every finding and every page in it."""
    known = dossier.source.ledger
    entered = {
        "published": tuple(sorted({*known.published, *dossier.findings})),
        "pages": tuple(sorted({*known.pages, *dossier.pages})),
    }
    return dossier.source.ledger_place.path, _text(known.model_copy(update=entered))


def _text(ledger: Ledger) -> str:
    data = ledger.model_dump(mode="json", exclude_none=True, by_alias=True)
    data["retired"].sort(key=lambda stone: stone["id"])
    return _HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)
