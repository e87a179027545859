"""Resolutions: the model of their front matter, and the tense of operative verbs."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from un.kinds import ResolutionMeta
from un.rules import past_tense

FIELDS: dict[str, Any] = {
    "summary": "It is on locks.",
    "year": 2030,
    "subject": "Locks",
    "adopted": "2030-05-01",
    "meeting": 9001,
}


@pytest.mark.parametrize(
    ("verb", "past"),
    [
        ("Decides", "Decided"),
        ("Demands", "Demanded"),
        ("Calls upon", "Called upon"),
        ("Stresses", "Stressed"),
        ("Strongly condemns", "Strongly condemned"),
        ("Takes note", "Took note"),
        ("Recalling", "Recalled"),
        ("Expresses its intention", "Expressed its intention"),
    ],
)
def test_past_tense_of_operative_verb(verb: str, past: str) -> None:
    assert past_tense(verb) == past


def test_meeting_record_of_security_council_resolution() -> None:
    assert ResolutionMeta(symbol="S/RES/9000 (2030)", **FIELDS).record == "S/PV.9001"


def test_meeting_record_is_not_derived_for_other_organs_and_not_overwritten() -> None:
    assert ResolutionMeta(symbol="A/RES/90/1", **FIELDS).record == ""
    assert ResolutionMeta(symbol="S/RES/9000 (2030)", record="S/PV.9001 (Resumption 1)", **FIELDS).record.endswith("1)")


def test_chapter_vii_is_unknown_by_default() -> None:
    assert ResolutionMeta(symbol="S/RES/9000 (2030)", **FIELDS).chapter_vii is None


def test_status_requires_date() -> None:
    with pytest.raises(ValidationError, match="status and status_date belong together"):
        ResolutionMeta(symbol="S/RES/9000 (2030)", status="Superseded", **FIELDS)
