"""The settings of the rules for one report: its house style, and exceptions with their reasons."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from dossier.model.source import Item, Record

_REPEATED = re.compile(r"(?<!\\)(?:[*+]|\{\d*,?\d{2,}\}|\{\d+,\})")
"""A quantifier that can repeat part of a regular expression many times."""
_GROUP_REPEATED = re.compile(rf"(?<!\\)\){_REPEATED.pattern}")


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"this is not a regular expression: {error}; correct it") from None
    if re.search(value, ""):
        raise ValueError("this matches everywhere, because it matches the empty string; add a character that it needs")
    if len(_REPEATED.findall(value)) > 1 or _GROUP_REPEATED.search(value):
        raise ValueError("a search for this may take forever; repeat at most one character or class, and no group")
    return value


class Spelling(Record):
    """A word or phrase that the house style rejects."""

    wrong: Annotated[str, AfterValidator(_pattern)] = Field(description="a regular expression that matches it")
    right: str = Field(description="what to write instead")


class State(Record):
    """A State, with its short name in the report's house style and the words by which texts refer to it."""

    name: Item = Field(description="its short name")
    also: tuple[Item, ...] = Field((), description="its other names")
    words: tuple[Item, ...] = Field((), description="words that refer to it or to something in it: people, provinces and towns")


class Style(Record):
    """The house style of a report and of its bibliography."""

    free: tuple[str, ...] = Field(
        (),
        description="folders, and top-level pages, that are about the site itself rather than the report: they may state their "
        "own numbers and link to addresses that are not in the bibliography",
    )
    addresses: tuple[str, ...] = Field((), description="addresses outside the bibliography that any page may link to")
    unlinked: tuple[str, ...] = Field((), description="kinds of reference whose address is never published, such as mirrors")
    official: tuple[str, ...] = Field((), description="hosts of the official addresses of documents; by default, any host")
    spellings: tuple[Spelling, ...] = Field((), description="rejected spellings and their replacements")
    attributions: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        (), description='beginnings of words that attribute a claim to someone, such as "report"'
    )
    opposites: tuple[Annotated[tuple[str, ...], Field(min_length=2)], ...] = Field(
        (),
        description="groups of words that exclude one another, each with its inflected forms and synonyms; "
        "a word that ends with a hyphen is a prefix",
    )
    strong: tuple[str, ...] = Field((), description="words that a claim may use only if a source does, each with its synonyms")
    binding: tuple[tuple[str, str], ...] = Field(
        (),
        description="words that a claim may put before another word only if a source puts them, or similar ones, before the same "
        "word: the words of the claim, then the words of the source",
    )
    kept: tuple[str, ...] = Field(
        (),
        description="words that a claim must keep, or replace from the same list, before a word that its sources use only after "
        "them",
    )
    denials: str = Field("", description="words that negate what follows them")
    ours: str = Field("", description="words that mark a sentence as about what the site knows rather than what its sources say")
    words: tuple[str, ...] = Field((), description="rare words that look like a misspelling of a common one but are correct")
    names: tuple[Annotated[tuple[str, ...], Field(min_length=2)], ...] = Field(
        (), description="variants of one name, which a claim and its source may use interchangeably"
    )
    states: tuple[State, ...] = Field((), description="the States named in passages and pages")
    listed_as: dict[str, str] = Field(
        {},
        description="names as written in the register, each with the name under which the list of names has it, or nothing if it "
        "names nobody in particular; rules do not look for States in them",
    )


class Waiver(Record):
    """An exception to one rule in one place."""

    rule: str = Field(description="the name of the rule")
    where: Annotated[str, Field(min_length=1)] = Field(description="the end of the path of the file")
    what: Annotated[str, Field(min_length=1)] = Field(description="a part of the message, long enough to identify it")
    reason: Annotated[str, Field(min_length=10)] = Field(description="why the rule does not apply there")


class WaiverFile(Record):
    """The file of exceptions."""

    exceptions: tuple[Waiver, ...] = Field((), description="the exceptions, each with its reason")
