"""The front matter of a resolution, and the verbs of its provisions."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from un.kinds import ResolutionMeta
from un.rules import past_tense
from un.symbols import official_address as address

GIVEN: dict[str, Any] = {"summary": "It is on locks.", "year": 2030, "subject": "Locks", "adopted": "2030-05-01", "meeting": 9001}


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
def test_a_verb_of_a_document_stands_in_the_past_tense_on_the_page(verb: str, past: str) -> None:
    assert past_tense(verb) == past


def test_a_meeting_of_the_security_council_has_its_record() -> None:
    assert ResolutionMeta(symbol="S/RES/9000 (2030)", **GIVEN).record == "S/PV.9001"


def test_a_record_is_made_for_no_other_organ_and_in_place_of_no_other_symbol() -> None:
    assert ResolutionMeta(symbol="A/RES/90/1", **GIVEN).record == ""
    assert ResolutionMeta(symbol="S/RES/9000 (2030)", record="S/PV.9001 (Resumption 1)", **GIVEN).record.endswith("1)")


@pytest.mark.parametrize(
    ("symbol", "at"),
    [
        ("S/RES/9000 (2030)", "https://undocs.org/en/S/RES/9000(2030)"),
        ("A/RES/90/1", "https://undocs.org/en/A/RES/90/1"),
        ("S/PV.9001", "https://undocs.org/en/S/PV.9001"),
        ("S/PV.9001 (Resumption 1)", ""),
        ("SC/13893", ""),
        ("", ""),
    ],
)
def test_the_official_address_follows_from_the_symbol(symbol: str, at: str) -> None:
    assert address(symbol) == at


def test_chapter_vii_is_not_checked_until_a_source_says_either() -> None:
    assert ResolutionMeta(symbol="S/RES/9000 (2030)", **GIVEN).chapter_vii is None


def test_a_status_without_its_date_is_refused() -> None:
    with pytest.raises(ValidationError, match="status and status_date belong together"):
        ResolutionMeta(symbol="S/RES/9000 (2030)", status="Superseded", **GIVEN)
