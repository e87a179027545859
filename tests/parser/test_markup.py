"""The plain text, mentions and citation keys of a Markdown text."""

from __future__ import annotations

import pytest

from dossier.parser.markup import keys_of, mentions, plain

LABELS = {("region", "delta"): "the delta", ("resolution", "114"): "resolution 114 (2029)"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Barges came.", "Barges came."),
        ("Barges came\n  by night.", "Barges came by night."),
        ("{region}`the lower delta <delta>` was full.", "the lower delta was full."),
        ("{region}`delta` was full.", "the delta was full."),
        ("Under {resolution}`114`.", "Under resolution 114 (2029)."),
        ("{region}`the lower\ndelta <delta>` was full.", "the lower delta was full."),
        ("Barges came to the {region}`lower delta\n<delta>`.", "Barges came to the lower delta."),
        ("A {term}`barge` of {abbr}`HB` took CO{sub}`2` {doc}`on`.", "A barge of HB took CO2 ."),
        ("*Some* barges, **many**, ***all***, _others_.", "Some barges, many, all, others."),
        (
            r"ISIL &amp; a \*rise\* in Africa \[sic\], `code`, &nosuch; AT&T, \<b\>",
            "ISIL & a *rise* in Africa [sic], code, &nosuch; AT&T, <b>",
        ),
        ("2 * 3 = 6, and snake_case_name stays.", "2 * 3 = 6, and snake_case_name stays."),
    ],
)
def test_plain_text(text: str, expected: str) -> None:
    assert plain(text, LABELS) == expected


def test_mentions_have_line_numbers() -> None:
    text = "See {region}`delta`,\n{actor}`the Board <harbour-board>` and\n\n{cite:p}`a,b{para. 3}`."
    assert [(m.role, m.target, m.line) for m in mentions(text, 10)] == [
        ("region", "delta", 10),
        ("actor", "harbour-board", 11),
        ("cite:p", "a,b{para. 3}", 13),
    ]


def test_role_in_code_is_no_mention() -> None:
    text = "Write ``{region}`delta` `` and\n{region}`delta`."
    assert [(m.target, m.line) for m in mentions(text, 1)] == [("delta", 2)]


@pytest.mark.parametrize(
    ("target", "keys"),
    [
        ("a", ["a"]),
        ("a,b", ["a", "b"]),
        ("a{paras. 3, 5},b", ["a", "b"]),
        ("{see}a{p. 2}, {also, in part,}b", ["a", "b"]),
    ],
)
def test_keys_of_citation_with_pre_and_postnotes(target: str, keys: list[str]) -> None:
    assert keys_of(target) == keys
