"""What the rules take from the report at hand: its house style, and the exceptions that are granted, each with its reason."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from dossier.model.source import Item, Record

_REPEATED = re.compile(r"(?<!\\)(?:[*+]|\{\d*,?\d{2,}\}|\{\d+,\})")
"""What repeats a part of a pattern many times."""
_GROUP_REPEATED = re.compile(rf"(?<!\\)\){_REPEATED.pattern}")


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"this is not a regular expression: {error}") from None
    if re.search(value, ""):
        raise ValueError("this matches everywhere, because it matches the empty string")
    if len(_REPEATED.findall(value)) > 1 or _GROUP_REPEATED.search(value):
        raise ValueError("a search for this may never end: repeat one character or class at most, and no group")
    return value


class Spelling(Record):
    """A word or phrase that the house style does not have."""

    wrong: Annotated[str, AfterValidator(_pattern)] = Field(description="a regular expression for it")
    right: str = Field(description="what to write instead")


class State(Record):
    """A State, by the short name that the report's house uses, and what texts call it."""

    name: Item = Field(description="its short name")
    also: tuple[Item, ...] = Field((), description="other names of it")
    words: tuple[Item, ...] = Field(
        (), description="words in a text that mean it or something in it: its people, its provinces and towns"
    )


class Style(Record):
    """The house style of a report and of its bibliography."""

    free: tuple[str, ...] = Field(
        (),
        description=(
            "folders of pages, and pages in none, that speak of the site itself and not of the report: they "
            "state numbers of their own, and may link to addresses that the bibliography does not have"
        ),
    )
    addresses: tuple[str, ...] = Field((), description="addresses outside the bibliography to which any page may link")
    unlinked: tuple[str, ...] = Field((), description="kinds of reference whose address is never published, such as mirrors")
    official: tuple[str, ...] = Field(
        (), description="hosts of the official addresses of documents; where none is given, any host is one"
    )
    spellings: tuple[Spelling, ...] = Field((), description="what to write, and what not")
    attributions: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        (), description='beginnings of the words by which a claim is put in somebody\'s mouth, such as "report"'
    )
    opposites: tuple[Annotated[tuple[str, ...], Field(min_length=2)], ...] = Field(
        (),
        description=(
            "groups of words that exclude one another, each with its forms and the words that mean the same; "
            "one that ends with a hyphen is the beginning of several"
        ),
    )
    strong: tuple[str, ...] = Field(
        (), description="words that a claim has only if a source of it has one of them, each with those that mean the same"
    )
    binding: tuple[tuple[str, str], ...] = Field(
        (),
        description=(
            "words that a claim has before another word only if a source has them, or others like them, before the same: "
            "those of a claim, then those of a source"
        ),
    )
    kept: tuple[str, ...] = Field(
        (),
        description=(
            "words that a claim keeps, or others of the same list, right before a word that its sources have after them alone"
        ),
    )
    denials: str = Field("", description="words that deny what follows them")
    ours: str = Field("", description="words by which a sentence speaks of what the site knows, and not of what its sources say")
    words: tuple[str, ...] = Field((), description="rare words that are right, although they look like a slip for a common one")
    names: tuple[Annotated[tuple[str, ...], Field(min_length=2)], ...] = Field(
        (), description="forms of one name, of which a claim may use one where its source has another"
    )
    states: tuple[State, ...] = Field((), description="the States that passages and pages name")
    listed_as: dict[str, str] = Field(
        {},
        description=(
            "names in the register, as they stand there, each with the name under which the list of names has it, or nothing, if "
            "it names nobody in particular; no State is seen in them"
        ),
    )


class Waiver(Record):
    """An exception to one rule in one place."""

    rule: str = Field(description="the name of the rule")
    where: Annotated[str, Field(min_length=1)] = Field(description="the end of the path of the file at fault")
    what: Annotated[str, Field(min_length=1)] = Field(description="a part of the message, long enough to tell it from others")
    reason: Annotated[str, Field(min_length=10)] = Field(description="why the rule does not hold there")


class WaiverFile(Record):
    """The file of exceptions."""

    exceptions: tuple[Waiver, ...] = ()
