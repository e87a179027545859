"""Pagefind takes the pages in the order in which it is given them, so that the index is the same on every machine."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from dossier.search import service

PAGES = {
    f"{name}.html": f'<html lang="en"><body><h1>{name}</h1><p>silt in the {name}</p></body></html>' for name in ("weir", "port")
}


def test_the_order_of_the_pages_alone_decides_on_the_index() -> None:
    made = service.index(PAGES.items())
    assert made == service.index(PAGES.items())
    other = service.index(reversed(PAGES.items()))
    assert made != other, "the order is of no account: Pagefind's command for a folder would do"
    assert {path for path in made if "fragment" in path} == {path for path in other if "fragment" in path}


REFUSAL = base64.b64encode(b'{"payload": {"type": "Error", "message": "no room"}}').decode()


@pytest.mark.parametrize(
    ("does", "said"),
    [("exit 3", "Pagefind has ended"), (f"read -d , message; printf '{REFUSAL},'", "no room")],
    ids=["ends", "refuses"],
)
def test_a_service_that_fails_is_an_error(does: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "pagefind"
    other.write_text(f"#!/usr/bin/env bash\n{does}\n")
    other.chmod(0o755)
    monkeypatch.setattr(service, "get_executable", lambda: other)
    with pytest.raises(service.SearchIndexError, match=said):
        service.index(PAGES.items())
