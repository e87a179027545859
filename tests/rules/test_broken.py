"""Each rule reports its example, with location and advice.

``tests/roots/test-broken`` has at least one example for every rule that can be broken in valid files; ``problems.txt`` there has
the expected messages. Files that cannot be parsed are tested here, in a correct site.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import dossier
from dossier.rules import rules
from tests.support import ROOTS, Outcome, Site

PROBLEMS = (ROOTS / "test-broken/problems.txt").read_text().splitlines()
PACKAGE = Path(dossier.__file__).parent

INVALID_FILES: dict[str, tuple[str, str, str | bytes, str]] = {
    "data that are not UTF-8": (
        "source/report.yaml", "", b"symbol: A\ntitle: Z\xfcrich\n",
        "source/report.yaml:2: [encoding] the file is not UTF-8; save it as UTF-8",
    ),
    "a bibliography that is not UTF-8": (
        "source/references.bib", "", b"@misc{a,\n  label = {Z\xfcrich},\n}\n",
        "source/references.bib:2: [encoding] the file is not UTF-8; save it as UTF-8",
    ),
    "a page that is not UTF-8": (
        "pages/unread.md", "", b"# Glossary\n\nZ\xfcrich\n",
        "pages/unread.md:3: [encoding] the file is not UTF-8; save it as UTF-8",
    ),
    "lines that end with CR": (
        "source/report.yaml", "", b"symbol: A\rtitle: Z\r",
        "source/report.yaml:1: [encoding] the line ends with CR alone; "
        "set your editor to save the file with LF line endings",
    ),
    "an invisible character": (
        "pages/unread.md", "", "# Glossary\n\nZu\u200brich\n".encode(),
        "pages/unread.md:3: [encoding] the line has the invisible character U+200B; remove it, or type a plain space",
    ),
    "UTF-8 that was read as Windows-1252": (
        "pages/unread.md", "", "# Glossary\n\nA “wasnâ€™t”, Ã©norme.\n\nCAFÉ” «là»\n\nâ€œSiltâ€\n".encode(),
        "pages/unread.md:3: [encoding] “â€™” is one character that was read in another encoding; "
        "type that character again, such as ’ or é\n"
        "pages/unread.md:7: [encoding] “â€” is one character that was read in another encoding; "
        "type that character again, such as ’ or é",
    ),
    "a byte order mark": (
        "source/report.yaml", "", b"\xef\xbb\xbfsymbol: A\n",
        "source/report.yaml:1: [encoding] the file starts with a byte order mark, which is invisible; "
        "save it as UTF-8 without a byte order mark",
    ),
    "an unresolved merge conflict": (
        "pages/regions/lower-river.md", "## Ports\n", "<<<<<<< HEAD\n## Ports\n=======\n## Docks\n>>>>>>> other\n",
        "pages/regions/lower-river.md:15: [merge-conflict] an unresolved merge conflict starts here; "
        "keep one version, and remove the conflict markers",
    ),
    "lines that end with CR and LF": (
        "pages/unread.md", "", b"# Glossary\r\n\r\nSilt\r\n",
        "pages/unread.md:1: [encoding] the line ends with CR and LF; set your editor to save the file with LF line endings",
    ),
    "a decomposed letter": (
        "pages/unread.md", "", "# Glossary\n\nQue\u0301bec\n".encode(),
        "pages/unread.md:3: [encoding] the line has a letter made of two characters, which a search would not find; "
        "type it as one character, such as é",
    ),
    "a right-to-left override": (
        "source/events.yaml", "", "events: []\n# \u202eevil\n".encode(),
        "source/events.yaml:2: [encoding] the line has the invisible character U+202E; "
        "remove it, or type a plain space",
    ),
    "a letter of another script": (
        "pages/unread.md", "",
        "# Glossary\n\nOstr\u0435l\n\n\u0421\u0422\u0421\n\n"
        "\u0421\u0422\u0421, \u0418 \u043e \u043d\u0435\u043c \u0441\u0435.\n".encode(),
        "pages/unread.md:3: [look-alike] “Ostr\u0435l” has the character U+0435 (cyrillic small letter ie), "
        "which looks like another; type the word again with plain letters and digits\n"
        "pages/unread.md:5: [look-alike] “\u0421\u0422\u0421” has the character U+0421 (cyrillic capital letter es), "
        "which looks like another; type the word again with plain letters and digits",
    ),
    "data that are not YAML": (
        "source/passages/tolls.yaml", "kind: pull-quote", "kind: [pull-quote",
        "source/passages/tolls.yaml:5: [yaml] this is not YAML: did not find expected ',' or ']'; "
        "correct the indentation, quotes or brackets at or above this line",
    ),
    "an unquoted colon": (
        "source/report.yaml", "title: 'The upper river: locks and cranes'", "title: The upper river: locks and cranes",
        "source/report.yaml:11: [yaml] this is not YAML: a text has a colon; put the text in quotes, or correct the indentation",
    ),
    "an unquoted number sign": (
        "source/report.yaml", "title: 'The upper river: locks and cranes'", "title: Le Môle #2\n  # The second; a note",
        "source/report.yaml:11: [yaml] YAML reads “#2” as a comment, not as part of the value; "
        "put the value in quotes, or the comment on a line of its own",
    ),
    "an unquoted value that begins with a number sign": (
        "pages/regions/lower-river.md", "part_of: river", "part_of: #1 on the river",
        "pages/regions/lower-river.md:5: [yaml] YAML reads “#1 on the river” as a comment, not as part of the value; "
        "put the value in quotes, or the comment on a line of its own",
    ),
    "a quotation mark within quotation marks": (
        "source/report.yaml", "title: 'The upper river: locks and cranes'", "title: 'The river's locks'",
        "source/report.yaml:11: [yaml] this is not YAML: this is neither “name: value” nor part of a value; "
        "correct the indentation, quotes or brackets",
    ),
    "an indentation with a tab": (
        "source/report.yaml", "digest_name: Digest", "digest_name:\n\tDigest",
        "source/report.yaml:7: [yaml] this is not YAML: a line is indented with a tab, or a text starts with a sign; "
        "use spaces, and put the text in quotes",
    ),
    "events without their field": (
        "source/events.yaml", "events:\n", "",
        "source/events.yaml:1: [schema] this is not a mapping; write lines of “name: value”, such as “events:”",
    ),
    "a field of a kind that the site does not have": (
        "pages/evidence/tolls.md", "# Reg", "---\nheld_by: all\n---\n# Reg",
        "pages/evidence/tolls.md:2: [schema] “held_by” is not a field; remove it, or move the page to the folder of its kind: "
        "regions/, pillars/, resolutions/, actors/, threat/, or add the kind of evidence/ to SITE",
    ),
    "braces left from a template": (
        "source/report.yaml", "digest_name: Digest", "digest_name: {{ digest }}",
        "source/report.yaml:6: [yaml] this is not YAML: found unhashable key; "
        "correct the indentation, quotes or brackets at or above this line",
    ),
    "an unknown YAML tag": (
        "source/report.yaml", "digest_name: Digest", "digest_name: !name Digest",
        "source/report.yaml:6: [yaml] this is not YAML: could not determine a constructor for the tag '!name'; "
        "correct the indentation, quotes or brackets at or above this line",
    ),
    "a value that is not a number": (
        "source/passages/tolls.yaml", "value: 12.5", "value: !!int many",
        "source/passages/tolls.yaml:1: [yaml] this is not YAML: it cannot be parsed; "
        "correct the indentation, quotes or brackets at or above this line",
    ),
    "a list that contains itself": (
        "source/passages/lower.yaml", "places: [Ostrel]", "places: &all [*all]",
        "source/passages/lower.yaml:19: [schema] passages.LOW-1.places.1: this is not a string; put it in quotes",
    ),
    "a misspelt field": (
        "source/passages/tolls.yaml", "paraphrase:", "paraphase:",
        "source/passages/tolls.yaml:5: [schema] passages.TOLL-1: “paraphase” is not a field; "
        "did you mean “paraphrase”?",
    ),
    "a field with another name": (
        "source/passages/tolls.yaml", "paraphrase:", "text:",
        "source/passages/tolls.yaml:5: [schema] passages.TOLL-1: “text” is not a field; did you mean “paraphrase”?",
    ),
    "a misspelt field with few allowed values": (
        "source/passages/lower.yaml", "confidence: high", "confidense: high",
        "source/passages/lower.yaml:26: [schema] passages.LOW-1.corrections.LOW-1a: “confidense” is not a field; "
        "did you mean “confidence”?",
    ),
    "a missing field with values defined by the report": (
        "source/events.yaml", "  kind: response\n", "",
        "source/events.yaml:2: [schema] events.new-quay: there is no “kind”; add it: "
        "“report” or “council” or “threat” or “response”",
    ),
    "a misspelt optional field of a nested record": (
        "source/passages/tolls.yaml", "    as_of: '2030'\n  - id: toll-rise",
        "    as_of: '2030'\n    evidense: []\n  - id: toll-rise",
        "source/passages/tolls.yaml:12: [schema] passages.TOLL-1.figures.toll-income: “evidense” is not a field; "
        "did you mean “evidence”?",
    ),
    "a field of a kind, on a page outside its folder": (
        "pages/glossary.md", "# Glossary", "---\nheld_by: all\n---\n# Glossary",
        "pages/glossary.md:2: [schema] “held_by” is not a field; remove it, or move the page to the folder of its kind: "
        "regions/, pillars/, resolutions/, actors/, threat/",
    ),
    "a wrong date of a report whose digest has no name": (
        "source/report.yaml", "date: '2031-05-20'\nreference: rp-2031-7\ndigest: port-digest\ndigest_name: Digest\n",
        "date: 20 May 2031\nreference: rp-2031-7\ndigest: port-digest\n",
        "source/report.yaml:3: [schema] date: “20 May 2031” is not a date; write 2019-07-31, 2019-07 or 2019",
    ),
    "a value that is not allowed": (
        "source/passages/tolls.yaml", "kind: pull-quote", "kind: poem",
        "source/passages/tolls.yaml:4: [schema] passages.TOLL-1.kind: “poem” is not an allowed value; "
        "use “bullet” or “paragraph” or “pull-quote”",
    ),
    "a field without a value": (
        "source/report.yaml", "digest_name: Digest\n", "digest_name:\n",
        "source/report.yaml:6: [schema] digest_name: there is no value; write one, or remove the line if the field is optional",
    ),
    "a unit that multiplies the number": (
        "source/passages/tolls.yaml", "unit: USD", "unit: million USD",
        "source/passages/tolls.yaml:7: [schema] passages.TOLL-1.figures.toll-income: the unit has “million”; "
        "write the number out, such as 61000000, and remove the word",
    ),
    "a negative figure": (
        "source/passages/tolls.yaml", "value: 12.5", "value: -12.5",
        "source/passages/tolls.yaml:14: [schema] passages.TOLL-1.figures.toll-rise.value: "
        "“-12.5” is too small; write 0 or more",
    ),
    "a number instead of a string": (
        "source/passages/tolls.yaml", "as_of: '2030'", "as_of: 2030",
        "source/passages/tolls.yaml:11: [schema] passages.TOLL-1.figures.toll-income.as_of: “2030” is not a string; "
        "put it in quotes\n"
        "source/passages/tolls.yaml:16: [schema] passages.TOLL-1.figures.toll-rise.as_of: “2030” is not a string; "
        "put it in quotes",
    ),
    "a string instead of a list": (
        "source/passages/lower.yaml", "places: [Ostrel]", "places: Ostrel",
        "source/passages/lower.yaml:19: [schema] passages.LOW-1.places: “Ostrel” is not a list; "
        "write a list, such as “[a, b]”",
    ),
    "an estimate with wrong bounds for its qualifier": (
        "source/series.yaml", "max: 7000, qualifier: up to", "value: 7000, qualifier: up to",
        "source/series.yaml:40: [schema] estimates.barges.values.4: the number does not fit the qualifier “up to”; "
        "write max",
    ),
    "an estimate with a reversed range": (
        "source/series.yaml", "max: 3500", "max: 350",
        "source/series.yaml:37: [schema] estimates.barges.values.1: the range 2000 to 350 runs backwards; "
        "write its lower bound under “min”",
    ),
    "a range that is said to be exact": (
        "source/passages/lower.yaml", "value: 4000\n    unit: barges\n    qualifier: about",
        "min: 3000\n    max: 4000\n    unit: barges",
        "source/passages/lower.yaml:7: [schema] passages.LOW-1.figures.ostrel-barges: "
        "a range such as 3000 to 4000 is not an exact number; write “qualifier: estimate”",
    ),
    "a figure with a reversed range": (
        "source/passages/lower.yaml", "    value: 4000\n", "    min: 5000\n    max: 4000\n",
        "source/passages/lower.yaml:7: [schema] passages.LOW-1.figures.ostrel-barges: the range 5000 to 4000 runs backwards; "
        "write its lower bound under “min”",
    ),
    "a figure with wrong bounds for its qualifier": (
        "source/passages/tolls.yaml", "value: 12.5", "min: 12.5",
        "source/passages/tolls.yaml:12: [schema] passages.TOLL-1.figures.toll-rise: "
        "the number does not fit the qualifier “exactly”; write value, or min and max, or no number",
    ),
    "two figures with the same id": (
        "source/passages/lower.yaml", "id: silt-dredged", "id: ostrel-barges",
        "source/passages/lower.yaml:43: [duplicate-id] figure “ostrel-barges” is also at source/passages/lower.yaml:7; "
        "give it an id of its own",
    ),
    "an impossible date": (
        "source/passages/lower.yaml", "date: 2030-03-01", "date: 2030-13-01",
        "source/passages/lower.yaml:15: [schema] passages.LOW-1.dates.1.date: “2030-13-01” is not a date; "
        "write a valid year, month or day",
    ),
    "a date in the year 0": (
        "source/report.yaml", "date: '2031-05-20'", "date: '0000-00-00'",
        "source/report.yaml:3: [schema] date: “0000-00-00” is not a date; write a valid year, month or day",
    ),
    "an impossible date in the bibliography": (
        "source/references.bib", "date = {2031-05-02}", "date = {2031-06-31}",
        "source/references.bib:31: [bibtex] “gauge-office-2031-05” has the “date” “2031-06-31”, which is not a date; "
        "write a valid year, month or day",
    ),
    "a date with the wrong precision": (
        "source/passages/lower.yaml", "precision: day", "precision: year",
        "source/passages/lower.yaml:15: [schema] passages.LOW-1.dates.1: “2030-03-01” does not have the precision “year”; "
        "remove that, or correct the date",
    ),
    "a repeated field": (
        "source/report.yaml", "digest_name: Digest\n", "digest_name: Digest\nsymbol: RP/2031/8\n",
        "source/report.yaml:7: [repeated-key] “symbol” appears twice; keep one of the two",
    ),
    "an unclosed entry of the bibliography": (
        "source/references.bib", "or up to 7,000.},\n}\n",
        "or up to 7,000.\n",
        "source/references.bib:77: [bibtex] the entry begun on line 70 is not BibTeX: premature end of file; "
        "look for a missing brace or comma at or above this line",
    ),
    "an overlong line": (
        "pages/unread.md", "", f"# Glossary\n\n{'a.b' * 700}\n".encode(),
        "pages/unread.md:3: [size] the line has 2,100 characters, and the limit is 2,000; "
        "break the line into several",
    ),
    "an overlong paragraph": (
        "pages/unread.md", "", ("# Glossary\n\n" + "1234 56 78\n" * 1000).encode(),
        "pages/unread.md:3: [size] the paragraph has 11,000 characters, and the limit is 10,000; "
        "break the paragraph into several",
    ),
    "very many emphasis marks": (
        "pages/unread.md", "", f"# Glossary\n\n{'*' * 900}a{'*' * 900}\n".encode(),
        "pages/unread.md:3: [size] the paragraph has “*” more than 200 times; remove them",
    ),
    "an overlong value": (
        "source/events.yaml", "", ("events: []\n# x\nmore: >\n" + "  1234 56\n" * 1300).encode(),
        "source/events.yaml:3: [size] the value has more than 10,000 characters; shorten it, or split it into several",
    ),
    "deeply nested lists": (
        "source/releases/3.0.json", "", b"[\n" * 5000,
        "source/releases/3.0.json:101: [size] lists and mappings are nested more than 100 deep; "
        "nest them less deeply",
    ),
    "a pattern with catastrophic backtracking": (
        "source/style.yaml", "", b"spellings:\n- wrong: (a+)+b\n  right: c\n",
        "source/style.yaml:2: [schema] spellings.1.wrong: a search for this may take forever; "
        "repeat at most one character or class, and no group",
    ),
    "a pattern that matches the empty string": (
        "source/style.yaml", "", b"spellings:\n- wrong: (a|b)?\n  right: c\n",
        "source/style.yaml:2: [schema] spellings.1.wrong: this matches everywhere, because it matches the empty string; "
        "add a character that it needs",
    ),
    "a code in small letters": (
        "source/report.yaml", "- code: LOW", "- code: low",
        "source/report.yaml:8: [schema] sections.1.code: “low” is not a code; use capital letters only",
    ),
    "not a number (NaN)": (
        "source/passages/tolls.yaml", "value: 12.5", "value: .nan",
        "source/passages/tolls.yaml:14: [schema] passages.TOLL-1.figures.toll-rise.value: “nan” is not a number; "
        "write digits, without quotes, words or commas",
    ),
    "a bibliography without entries": (
        "source/references.bib", "", b"\n",
        "source/references.bib:1: [bibtex] the bibliography has no entry; add the documents that are cited",
    ),
    "a value of the bibliography without braces": (
        "source/references.bib", "label = {A/114}", "label = Resolution 114",
        "source/references.bib:4: [bibtex] “Resolution” is not in braces; write the value in braces, such as {2031-05}",
    ),
    "a key with a space": (
        "source/references.bib", "@misc{chronicle-2029,", "@misc{chronicle 2029,",
        "source/references.bib:14: [bibtex] the entry begun on line 14 is not BibTeX: '}' expected; "
        "look for a missing brace or comma at or above this line",
    ),
    "a repeated field of the bibliography": (
        "source/references.bib", "  label = {A/114},\n", "  label = {A/114},\n  label = {A/115},\n",
        "source/references.bib:5: [bibtex] “label” appears twice; keep one of the two",
    ),
    "a repeated field on one line of the bibliography": (
        "source/references.bib", "  label = {A/114},\n", "  label = {A/114}, label = {A/115},\n",
        "source/references.bib:4: [bibtex] “label” appears twice; keep one of the two",
    ),
    "an unknown field of the bibliography": (
        "source/references.bib", "  label = {A/114},\n", "  label = {A/114},\n  author = {The Board},\n",
        "source/references.bib:5: [bibtex] “a-114” has an unknown field “author”; use one of annotation, date, "
        "kind, label, language, link, note, official, publisher, read, repeats, tier, title, url",
    ),
    "an invalid key": (
        "source/references.bib", "@misc{a-114,", "@misc{A_114,",
        "source/references.bib:3: [bibtex] “A_114” is not a key; use lower-case letters and digits with hyphens between them",
    ),
    "TeX quotation marks and dashes": (
        "source/references.bib", "annotation = {The ports since 1850.}", "annotation = {The ``ports'' since 1850--60.}",
        "source/references.bib:23: [bibtex] “''” is not plain text; write plain text with characters such as “ ” – —; "
        "a backslash may precede only & % $ # _ { }\n"
        "source/references.bib:23: [bibtex] “--” is not plain text; write plain text with characters such as “ ” – —; "
        "a backslash may precede only & % $ # _ { }\n"
        "source/references.bib:23: [bibtex] “``” is not plain text; write plain text with characters such as “ ” – —; "
        "a backslash may precede only & % $ # _ { }",
    ),
    "a missing comma in the bibliography": (
        "source/references.bib", "{Port Chronicle, 2029},\n", "{Port Chronicle, 2029}\n",
        "source/references.bib:16: [bibtex] the entry begun on line 14 is not BibTeX: '}' expected; "
        "look for a missing brace or comma at or above this line",
    ),
    "TeX commands and HTML in the bibliography": (
        "source/references.bib", "annotation = {The ports since 1850.}", "annotation = {The \\emph{ports} <b>since 1850.}",
        "source/references.bib:23: [bibtex] “<b” is not plain text; write plain text with characters such as “ ” – —; "
        "a backslash may precede only & % $ # _ { }\n"
        "source/references.bib:23: [bibtex] “\\emph” is not plain text; "
        "write plain text with characters such as “ ” – —; a backslash may precede only & % $ # _ { }",
    ),
    "a page without front matter": (
        "pages/regions/lower-river.md", "---\nsummary: >-\n"
        "  The lower river had the busiest port, with about 4,000 barges in a year.\n"
        "sections: [LOW]\npart_of: river\naliases: [Ostrel]\nevidence: [chronicle-2029]\n---\n", "",
        "pages/regions/lower-river.md:1: [schema] the page has no front matter, and a region needs summary, sections; "
        "copy the front matter of another page in this folder",
    ),
    "an empty summary": (
        "pages/regions/lower-river.md", "summary: >-\n"
        "  The lower river had the busiest port, with about 4,000 barges in a year.\n", "summary: ''\n",
        "pages/regions/lower-river.md:2: [schema] summary: “” is too short; write more",
    ),
    "a misspelt field of front matter": (
        "pages/regions/lower-river.md", "summary: >-\n", "sumary: >-\n",
        "pages/regions/lower-river.md:2: [schema] “sumary” is not a field; did you mean “summary”?",
    ),
    "a repeated field of front matter": (
        "pages/regions/lower-river.md", "sections: [LOW]", "sections: [LOW]\nsections: [UP]",
        "pages/regions/lower-river.md:5: [repeated-key] “sections” appears twice; keep one of the two",
    ),
    "front matter that is not YAML": (
        "pages/regions/lower-river.md", "aliases: [Ostrel]", "aliases: [Ostrel",
        "pages/regions/lower-river.md:7: [yaml] this is not YAML: did not find expected ',' or ']'; "
        "correct the indentation, quotes or brackets at or above this line",
    ),
    "a date in another format": (
        "source/passages/tolls.yaml", "as_of: '2030'\n  bodies", "as_of: 31.7.2019\n  bodies",
        "source/passages/tolls.yaml:16: [schema] passages.TOLL-1.figures.toll-rise.as_of: “31.7.2019” is not a date; "
        "write 2019-07-31, 2019-07 or 2019",
    ),
    "an unclosed finding above a heading and a finding": (
        "pages/regions/lower-river.md", "Office <gauge-office>`.\n:::", "Office <gauge-office>`.",
        "pages/regions/lower-river.md:17: [unclosed] the fence “:::{finding} ostrel-barges-2030” is not closed; "
        "end it with a line “:::”",
    ),
    "front matter below an empty line": (
        "pages/regions/lower-river.md", "---\nsummary: >-\n", "\n---\nsummary: >-\n",
        "pages/regions/lower-river.md:1: [yaml] the front matter does not begin on the first line; "
        "remove what is above its “---”",
    ),
    "front matter below four hyphens": (
        "pages/regions/lower-river.md", "---\nsummary: >-\n", "----\nsummary: >-\n",
        "pages/regions/lower-river.md:1: [yaml] “----” does not begin front matter; write “---”",
    ),
    "a passage in quotation marks": (
        "pages/regions/lower-river.md", ":from: LOW-2, LOW-1", ":from: LOW-2, “LOW-1”",
        "pages/regions/lower-river.md:27: [unknown-option] “:from:” has the quotation mark “; remove it",
    ),
    "a finding without a space before its id": (
        "pages/regions/lower-river.md", ":::{finding} ostrel-barges-2030", ":::{finding}ostrel-barges-2030",
        "pages/regions/lower-river.md:17: [unknown-directive] there is no space after “{finding}”; put a space after {finding}",
    ),
    "a finding with a space inside its braces": (
        "pages/regions/lower-river.md", ":::{finding} ostrel-barges-2030", ":::{ finding} ostrel-barges-2030",
        "pages/regions/lower-river.md:17: [unknown-directive] “{ finding} ostrel-barges-2030” after a fence is not a directive; "
        "did you mean “{finding}”?",
    ),
    "a finding with an invalid id": (
        "pages/regions/lower-river.md", "{finding} ostrel-barges-2030", "{finding} Ostrel_barges 2030",
        "pages/regions/lower-river.md:17: [finding-id] “Ostrel_barges 2030” is not a valid id for a finding; "
        "give it a slug such as “ostrel-barges-2030” after {finding}",
    ),
    "a bibliography that does not list all references": (
        "pages/evidence/bibliography.md", ":all:\n", "",
        "pages/evidence/bibliography.md:3: [reference-group] this {bibliography} does not list all documents; "
        "add “:all:” below it",
    ),
    "references that no page lists": (
        "pages/evidence/bibliography.md", "```{bibliography}\n:all:\n```\n", "",
        "source/references.bib:1: [reference-group] no page lists the documents; add one with {bibliography} and “:all:”",
    ),
    "a finding in capital letters": (
        "pages/regions/lower-river.md", ":::{finding} ostrel-barges-2030", ":::{Finding} ostrel-barges-2030",
        "pages/regions/lower-river.md:17: [unknown-directive] pages may not use the directive “Finding”; "
        "did you mean “{finding}”?",
    ),
    "a misspelt directive": (
        "pages/regions/lower-river.md", ":::{finding} ostrel-barges-2030", ":::{fnding} ostrel-barges-2030",
        "pages/regions/lower-river.md:17: [unknown-directive] pages may not use the directive “fnding”; "
        "did you mean “{finding}”?",
    ),
    "a finding that opens with two colons": (
        "pages/regions/lower-river.md", ":::{finding} ostrel-barges-2030", "::{finding} ostrel-barges-2030",
        "pages/regions/lower-river.md:17: [unknown-directive] “::{finding}” does not open a directive; write “:::{finding}”",
    ),
    "a table of contents that opens with two backticks": (
        "pages/index.md", "```{toctree}\n:hidden:\n:caption: Subjects", "``{toctree}\n:hidden:\n:caption: Subjects",
        "pages/index.md:5: [unknown-directive] “``{toctree}” does not open a directive; write “```{toctree}”",
    ),
    "a finding that is closed by fewer colons": (
        "pages/regions/lower-river.md", ":::{finding} ostrel-barges-2030", "::::{finding} ostrel-barges-2030",
        "pages/regions/lower-river.md:17: [unclosed] the fence “::::{finding} ostrel-barges-2030” is not closed; "
        "end it with a line “::::”",
    ),
    "a table of contents with an argument": (
        "pages/index.md", "```{toctree}\n:hidden:\n:caption: Subjects",
        "```{toctree} Quays; locks, and what barges carry past them\n:hidden:\n:caption: Subjects",
        "pages/index.md:5: [unknown-directive] {toctree} is followed by “Quays, locks, and what barges carry past…”; "
        "move it to the lines below, or remove it",
    ),
    "a table of contents that is closed by fewer backticks": (
        "pages/index.md", "```{toctree}\n:hidden:\n:caption: Subjects", "````{toctree}\n:hidden:\n:caption: Subjects",
        "pages/index.md:5: [unclosed] the fence “````{toctree}” is not closed; end it with a line “````”",
    ),
    "a fence that is closed twice": (
        "pages/regions/lower-river.md", "taken from it.\n:::\n", "taken from it.\n:::\n\n:::\n",
        "pages/regions/lower-river.md:33: [unclosed] “:::” closes nothing; "
        "remove it, or correct the opening of the fence above it",
    ),
    "a blank line above the options": (
        "pages/regions/lower-river.md", ":::{finding} ostrel-barges-2030\n", ":::{finding} ostrel-barges-2030\n\n",
        "pages/regions/lower-river.md:19: [unknown-option] “:from:” is not read as an option here; "
        "put it right below the line that opens the directive, without blank lines",
    ),
    "a blank line between options": (
        "pages/regions/lower-river.md", "\n:corrects:", "\n\n:corrects:",
        "pages/regions/lower-river.md:21: [unknown-option] “:corrects:” is not read as an option here; "
        "put it right below the line that opens the directive, without blank lines",
    ),
    "a blank line above the options of a table of contents": (
        "pages/index.md", "```{toctree}\n:hidden:\n:caption: Subjects", "```{toctree}\n\n:hidden:\n:caption: Subjects",
        "pages/index.md:7: [unknown-option] “:hidden:” is not read as an option here; "
        "put it right below the line that opens the directive, without blank lines",
    ),
    "an option in capital letters": (
        "pages/regions/lower-river.md", ":corrects:", ":Corrects:",
        "pages/regions/lower-river.md:20: [unknown-option] there is no option “:Corrects:”; did you mean “corrects”?",
    ),
    "an option with a space before its second colon": (
        "pages/regions/lower-river.md", ":corrects:", ":corrects :",
        "pages/regions/lower-river.md:20: [unknown-option] the option “:corrects” lacks its second colon; write “:corrects:”",
    ),
    "passages without a comma between them": (
        "pages/regions/lower-river.md", ":from: LOW-2, LOW-1", ":from: LOW-2 LOW-1",
        "pages/regions/lower-river.md:27: [unknown-option] “LOW-2 LOW-1” has no comma between two of its values; "
        "separate them with commas",
    ),
    "a configuration that is not Python": (
        "pages/conf.py", "", b"x = (\n",
        "pages/conf.py:1: [configuration] '(' was never closed; correct it",
    ),
    "a configuration that raises an exception": (
        "pages/conf.py", "", b"import os\nx = os.none\n",
        "pages/conf.py:2: [configuration] AttributeError: module 'os' has no attribute 'none'; correct it",
    ),
    "digits of another script": (
        "pages/unread.md", "", "# Glossary\n\nIt had \u0664\u0660 of them.\n".encode(),
        "pages/unread.md:3: [encoding] “\u0664” is a number that the rules cannot read; "
        "write it with the digits 0 to 9, or in words",
    ),
    "a reference without a label": (
        "source/references.bib", "  label = {A/114},\n", "",
        "source/references.bib:3: [bibtex] “a-114” has no field “label”; add it",
    ),
    "two references with the same key": (
        "source/references.bib", "@misc{a-114,", "@misc{port-digest,",
        "source/references.bib:49: [bibtex] the key “port-digest” is used twice; give each entry a key of its own",
    ),
    "two passages with the same id": (
        "source/passages/lower.yaml", "id: LOW-2", "id: LOW-1",
        "source/passages/lower.yaml:38: [duplicate-id] passage “LOW-1” is also at source/passages/lower.yaml:3; "
        "give it an id of its own",
    ),
    "a missing report": (
        "source/report.yaml", "", "",
        "source/report.yaml:1: [missing-file] there is no such file; create it, or restore it",
    ),
    "a number with a leading zero": (
        "source/report.yaml", "- code: UP\n", "- code: UP\n  opened: 01720\n",
        "source/report.yaml:11: [schema] YAML reads “01720” in another notation; "
        "write digits, with no zero before them, or put it in quotes",
    ),
    "two sections with the same code": (
        "source/report.yaml", "- code: UP\n", "- code: LOW\n",
        "source/report.yaml:10: [duplicate-id] section “LOW” is also at source/report.yaml:8; give it an id of its own",
    ),
    "a truncated release": (
        "source/releases/2.0.json", "", b'{"version": "2.0",\n"date": "2032-01-31", "findings": [\n',
        "source/releases/2.0.json:3: [yaml] this is not JSON: did not find expected node content; restore the file as it was",
    ),
    "a release with a number instead of a finding": (
        "source/releases/2.0.json", "", b'{"version": "2.0", "date": "2032-01-31", "findings": [1]}\n',
        "source/releases/2.0.json:1: [schema] findings.1: “1” is not a mapping; write lines of “name: value”",
    ),
    "a release with the wrong file name": (
        "source/releases/2.0.json", "", b'{"version": "1.0", "date": "2032-01-31", "findings": []}\n',
        "source/releases/2.0.json:1: [release] the file of release 1.0 has the name of 2.0; name it 1.0.json",
    ),
}  # fmt: skip
"""For each invalid file: its path, the text that is replaced (none for the whole file), the replacement, and the problems."""


def run_check(folder: Path) -> Outcome:
    """Run ``python -m dossier check`` in a process of its own."""
    command = [sys.executable, "-m", "dossier", "check", "--pages", "pages", "--source", "source"]
    environment = {**os.environ, "PYTHONPATH": f"{PACKAGE.parent}{os.pathsep}{PACKAGE.parent / 'docs/_ext'}"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return Outcome(done.returncode, done.stdout, done.stderr)


def break_file(site: Site, path: str, old: str, new: str | bytes) -> None:
    """Replace a text in a file; without an old text, write the whole file, or remove it if there is no new text."""
    if not old and not new:
        site.remove(path)
    elif isinstance(new, bytes):
        site.write(path, new)
    else:
        site.edit(path, old, new)


def test_valid_site_has_no_problems(ports: Site) -> None:
    assert ports.check() == Outcome(0, "pages, source: nothing wrong\n", "")


def test_broken_site_has_expected_problems(tmp_path: Path) -> None:
    Site(tmp_path, "test-broken")
    assert run_check(tmp_path) == Outcome(1, "", "".join(f"{line}\n" for line in PROBLEMS))


@pytest.mark.parametrize("case", INVALID_FILES.values(), ids=INVALID_FILES)
def test_invalid_file_is_reported_with_line(ports: Site, case: tuple[str, str, str | bytes, str]) -> None:
    path, old, new, message = case
    break_file(ports, path, old, new)
    assert ports.check() == Outcome(1, "", f"{message}\n")


@pytest.mark.parametrize("front_matter", ["- a", "a word"])
def test_front_matter_must_be_mapping(ports: Site, front_matter: str) -> None:
    ports.write("pages/resolutions/207.md", f"---\n{front_matter}\n---\n# A resolution on locks\n")
    problems = [line for line in ports.check().lines if line.startswith("pages/resolutions/207.md:2: [schema]")]
    assert [line.partition(" not a mapping; ")[2].startswith("write lines of “name: value”") for line in problems] == [True]


def test_folder_with_name_of_file_is_reported(ports: Site) -> None:
    ports.write("pages/regions/delta.md/notes.txt", "")
    message = "pages/regions/delta.md:1: [missing-file] this is a folder with the name of a file; give it another name\n"
    assert ports.check() == Outcome(1, "", message)


def test_invalid_file_does_not_hide_others(ports: Site) -> None:
    ports.edit("source/report.yaml", "digest_name: Digest", "digest_name: {{ digest }}")
    ports.edit("source/references.bib", "  label = {A/114},\n", "")
    ports.edit("pages/regions/river.md", "# The whole river\n", "")
    assert [line.split(":")[0] for line in ports.check().lines] == [
        "pages/regions/river.md", "source/references.bib", "source/report.yaml",
    ]  # fmt: skip


def test_missing_source_folder_is_reported(ports: Site) -> None:
    assert ports.command("check", "--pages", "pages", "--source", "sauce") == Outcome(
        1,
        "",
        "sauce/references.bib:1: [missing-file] there is no such file; create it, or restore it\n"
        "sauce/report.yaml:1: [missing-file] there is no such file; create it, or restore it\n",
    )


def test_missing_passages_are_reported_without_consequences(ports: Site) -> None:
    for path in (ports.folder / "source/passages").glob("*.yaml"):
        path.unlink()
    message = (
        "source/passages:1: [missing-file] there are no passages; add a file with the passages of each section of the report"
    )
    assert ports.check().lines == [message]


def test_missing_pages_folder_is_reported(ports: Site) -> None:
    message = (
        "paces:1: [missing-file] there is no such folder; restore it, use another one, or run this in the folder that has it\n"
    )
    assert ports.command("check", "--pages", "paces", "--source", "sauce") == Outcome(1, "", message)


def test_each_rule_has_example() -> None:
    messages = [*PROBLEMS, *(line for case in INVALID_FILES.values() for line in case[3].splitlines())]
    assert find_rules_in_code() | rules().keys() == {re.match(r"[^ ]+:\d+: \[([a-z-]+)\] ", line)[1] for line in messages}  # type: ignore[index]


def find_rules_in_code() -> set[str]:
    """Return the rule of each problem that the code creates."""
    folders = (PACKAGE, PACKAGE.parent / "docs/_ext")
    trees = (ast.parse(path.read_text()) for folder in folders for path in folder.rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    argument_index = {"Problem": 2, "self.wrong": 1}
    rules = (call.args[argument_index[name]] for call in calls if (name := ast.unparse(call.func)) in argument_index)
    return {rule.value for rule in rules if isinstance(rule, ast.Constant)}


def test_each_problem_has_advice() -> None:
    for line in PROBLEMS:
        assert re.fullmatch(r"[\w./-]+:\d+: \[[a-z-]+\] [^;]+; \S.*[^.]", line), line
