"""Publishing: the ids of new findings enter the ledger."""

from __future__ import annotations

import yaml

from dossier.files import put
from dossier.graph import Dossier
from dossier.model.publication import Ledger

_HEAD = """\
# yaml-language-server: $schema=ledger.schema.json
# The ids of all findings ever published. `python -m dossier publish` adds those of new findings; none is ever removed.
"""


def publish(dossier: Dossier) -> list[str]:
    """Enter every finding that stands into the ledger.

    The file is written only if that changes it.

    :return: the ids that are new, sorted
    """
    known = dossier.source.ledger
    new = sorted(dossier.findings.keys() - set(known.published))
    ledger = Ledger(published=tuple(sorted({*known.published, *new})), retired=known.retired)
    path, text = dossier.source.ledger_place.path, _text(ledger)
    put(path, text.encode())
    return new


def _text(ledger: Ledger) -> str:
    retired = sorted(ledger.retired, key=lambda stone: stone.id)
    data = {
        "published": list(ledger.published),
        "retired": [stone.model_dump(exclude_none=True) for stone in retired],
    }
    return _HEAD + yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=120)
