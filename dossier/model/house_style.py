"""What the rules take from the report at hand: its house style, and the exceptions that are granted, each with its reason."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from dossier.model.source import Record


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"this is no regular expression: {error}") from None
    return value


class Spelling(Record):
    """A word or phrase that the house style does not have.

    :ivar wrong: a regular expression for it
    :ivar right: what to write instead
    """

    wrong: Annotated[str, AfterValidator(_pattern)]
    right: str


class Style(Record):
    """The house style of a report and of its bibliography.

    :ivar free: folders of pages, and pages in none, that speak of the site itself and not of the report: they state numbers of
        their own, and may link to addresses that the bibliography does not have
    :ivar addresses: addresses outside the bibliography to which any page may link
    :ivar unlinked: kinds of reference whose address is never published, such as mirrors
    :ivar official: hosts of the official addresses of documents; where none is given, any host is one
    :ivar spellings: what to write, and what not
    :ivar attributions: beginnings of the words by which a claim is put in somebody's mouth, such as "report"
    :ivar names: forms of one name, of which a claim may use one where its source has another
    """

    free: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    unlinked: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    attributions: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    names: tuple[Annotated[tuple[str, ...], Field(min_length=2)], ...] = ()


class Waiver(Record):
    """An exception to one rule in one place.

    :ivar rule: the name of the rule
    :ivar where: the end of the path of the file at fault
    :ivar what: a part of the message, long enough to tell it from others
    :ivar reason: why the rule does not hold there
    """

    rule: str
    where: Annotated[str, Field(min_length=1)]
    what: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=10)]


class WaiverFile(Record):
    """The file of exceptions."""

    exceptions: tuple[Waiver, ...] = ()
