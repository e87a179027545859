"""Reading findings and provisions: the content of a fence into a record."""

from __future__ import annotations

import re
from pathlib import Path

from dossier.model.page import Finding, Provision
from dossier.model.problem import Problem
from dossier.model.source import SLUG
from dossier.parser.roles import mentions
from dossier.parser.wording import did_you_mean

_OPTION = re.compile(r"^:([a-z_-]+):[ \t]*(.*)$")
_FINDING = ("from", "evidence", "corrects")
_PROVISION = ("evidence", "verb", "paragraph")


def read_finding(id: str, content: str, path: Path, line: int) -> tuple[Finding, list[Problem]]:
    """A finding from the argument and the content of its fence, and what is wrong with its form."""
    options, text, at, problems = _split(content, path, line, _FINDING)
    if not SLUG.match(id):
        cure = "give it a slug such as “border-controls-2019” after {finding}"
        problems.append(Problem(path, line, "finding-id", f"“{id}” is no id for a finding", cure))
    if not options["from"]:
        problems.append(Problem(path, line, "finding-from", f"“{id}” rests on no passage", "add “:from:” with a passage"))
    finding = Finding(
        id=id,
        passages=_list(options["from"]),
        evidence=_list(options["evidence"]),
        corrects=_list(options["corrects"]),
        text=text,
        line=at["text"],
        mentions=tuple(mentions(text, at["text"])),
        at=at,
    )
    return finding, problems + _empty(text, path, line, f"“{id}”")


def read_provision(content: str, path: Path, line: int) -> tuple[Provision, list[Problem]]:
    """A provision from the content of its fence, and what is wrong with its form."""
    options, text, at, problems = _split(content, path, line, _PROVISION)
    if not options["evidence"]:
        cure = "add “:evidence:” with a reference"
        problems.append(Problem(path, line, "provision-evidence", "the provision names no source", cure))
    provision = Provision(
        evidence=_list(options["evidence"]),
        verb=options["verb"],
        paragraph=options["paragraph"],
        text=text,
        line=at["text"],
        mentions=tuple(mentions(text, at["text"])),
        at=at,
    )
    return provision, problems + _empty(text, path, line, "the provision")


def _split(
    content: str, path: Path, line: int, known: tuple[str, ...]
) -> tuple[dict[str, str], str, dict[str, int], list[Problem]]:
    """Options, text, their lines, and problems, of a fence that opens on ``line``."""
    options = dict.fromkeys(known, "")
    at = {"": line}
    problems: list[Problem] = []
    rows = content.split("\n")
    index = 0
    while index < len(rows) and (match := _OPTION.match(rows[index])):
        index += 1
        name, here = match[1], line + index
        if name not in known:
            cure = did_you_mean(name, known, f"use one of {', '.join(f':{option}:' for option in known)}")
            problems.append(Problem(path, here, "unknown-option", f"there is no option “:{name}:”", cure))
        elif name in at:
            problems.append(Problem(path, here, "unknown-option", f"“:{name}:” stands here twice", "keep one of the two"))
        else:
            options[name] = match[2].strip()
            at[name] = here
    while index < len(rows) and not rows[index].strip():
        index += 1
    at["text"] = line + 1 + index
    return options, "\n".join(rows[index:]).strip(), at, problems


def _list(value: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in value.split(",") if item.strip())


def _empty(text: str, path: Path, line: int, what: str) -> list[Problem]:
    return [] if text else [Problem(path, line, "empty", f"{what} says nothing", "write the claim below the options")]
