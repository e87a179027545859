"""Recognizing quantities in a text, in digits and in words."""

from __future__ import annotations

import pytest

from dossier.parser.quantities import quantities

TEXTS: dict[str, list[tuple[str, float] | tuple[str, float, float]]] = {
    # Numbers
    "4,000 barges": [("number", 4000)],
    "1,000,000 barges": [("number", 1_000_000)],
    "four thousand barges": [("number", 4000)],
    "Four thousand barges": [("number", 4000)],
    "thirty-five barges": [("number", 35)],
    "a hundred barges": [("number", 100)],
    "two dozen barges": [("number", 24)],
    "1.5 million barges": [("number", 1_500_000)],
    "a 90-day wait": [("number", 90)],
    "a three-month wait": [("number", 3)],
    "20 and 30 barges": [("number", 20), ("number", 30)],
    "in 2019": [("number", 2019)],
    "since mid-2019": [("number", 2019)],
    # Ranges
    "between 24,000 and 30,000 barges": [("number", 24_000, 30_000)],
    "24,000 to 30,000 barges": [("number", 24_000, 30_000)],
    "in 2030 to 310,000 households": [("number", 2_030), ("number", 310_000)],
    "in 2014 to 2016": [("number", 2_014, 2_016)],
    "24,000-30,000 barges": [("number", 24_000, 30_000)],
    "24,000–30,000 barges": [("number", 24_000, 30_000)],
    "ten to fifteen barges": [("number", 10, 15)],
    "1.5 to 2 million barges": [("number", 1_500_000, 2_000_000)],
    "from 2012 to 2014": [("number", 2012, 2014)],
    "from 30 to 20": [("number", 30, 20)],
    # Shares
    "12 per cent": [("percent", 12)],
    "12%": [("percent", 12)],
    "twelve per cent": [("percent", 12)],
    "one per cent": [("percent", 1)],
    "12 to 15 per cent": [("percent", 12, 15)],
    "a third of the barges": [("percent", 33.3)],
    "two thirds of the barges": [("percent", 66.7)],
    "three-quarters of the barges": [("percent", 75)],
    "half of the barges": [("percent", 50)],
    "a half-yearly count": [],
    # Money
    "$3.5 million": [("money", 3_500_000)],
    "US$ 300 million": [("money", 300_000_000)],
    "300 million dollars": [("money", 300_000_000)],
    "5 million United States dollars": [("money", 5_000_000)],
    "$5 to $10 million": [("money", 5_000_000, 10_000_000)],
    # Dates
    "on 31 July 2019": [("date", 20190731)],
    "in July 2019": [("date", 201907)],
    "2019-07-31": [("date", 20190731)],
    "2019-07": [("date", 201907)],
    "on 31 July": [("day", 731)],
    "in May": [("month", 5)],
    "they may go": [],
    # Ordinals
    "the third count": [("ordinal", 3)],
    "the twenty-first count": [("ordinal", 21)],
    "the 21st count": [("ordinal", 21)],
    "the first count": [("ordinal", 1)],
    "first, they counted": [],
    # Vague numbers
    "dozens of barges": [("many", 12)],
    "hundreds of barges": [("many", 100)],
    "the count doubled": [("times", 2)],
    # No quantities: names, symbols, and the article
    "one of the barges": [],
    "RP/2031/7": [],
    "S/RES/2396 (2017)": [],
    "LOW-1 and COVID-19": [],
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.items(), ids=TEXTS)
def test_quantities_in_text(text: str, expected: list[tuple[str, float] | tuple[str, float, float]]) -> None:
    expected_quantities = [(kind, value, *high) for kind, value, *high in expected]
    assert [(q.kind, q.value, *([] if q.high is None else [q.high])) for q in quantities(text)] == expected_quantities


def test_quantity_has_original_text_and_position() -> None:
    text = "Some Four thousand barges carried US$ 3 million of goods by 2 May 2031."
    assert [(q.shown, text[q.start :].startswith(q.shown)) for q in quantities(text)] == [
        ("Four thousand", True),
        ("US$ 3 million", True),
        ("2 May 2031", True),
    ]
