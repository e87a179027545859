"""What the readers ask of the form of a file, by the name that stands in their messages; the guide prints it."""

from __future__ import annotations

FORMS = {
    "encoding": "A file is text in UTF-8 with line ends LF, without characters that nobody sees.",
    "look-alike": "A letter or digit is the one that it looks like; no word mixes letters of two scripts.",
    "size": "A file, a line, a paragraph and a value are no longer than a person would write, and nothing is nested without end.",
    "missing-file": "The files that every dossier has are there.",
    "yaml": "Data files and front matter are YAML.",
    "repeated-key": "A key stands once in a mapping.",
    "schema": "Data and front matter have the fields of their schema, each with a value of its type.",
    "bibtex": "The bibliography is BibTeX, and each entry has a key of its own, a label, a title, a kind and a tier.",
    "unclosed": "A fence that is opened is closed.",
    "title": "A page has a title.",
    "finding-id": "The id of a finding is a slug: lower-case words and digits with hyphens between them.",
    "finding-from": "A finding names the passages on which it rests.",
    "provision-evidence": "A provision names its source.",
    "unknown-option": "A finding or provision has the options that there are, each once.",
    "statement-form": "A finding or provision is text with roles: it has no heading, list, table or fence in it.",
    "empty": "A finding or provision says something.",
    "release": "A release follows the one before it, and nobody edits it afterwards.",
}
