"""Mutations of findings and provisions."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.mutation.project import Mutation, line_of, words_of

_STATEMENT = re.compile(
    r"^:::\{(?P<kind>finding|provision)\}(?P<id>[^\n]*)\n(?P<options>(?::[a-z]+:[^\n]*\n)*)(?P<text>.*?)^:::$", re.S | re.M
)
_MONTHS = "January February March April May June July August September October November December".split()
_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
_ROLE = re.compile(r"\{[a-z:]+\}`[^`]*`")


@dataclass(frozen=True)
class Statement:
    """A finding or a provision with its location, parsed independently of the extension."""

    path: str
    page: str
    kind: str
    id: str
    start: int
    text: str
    text_at: int
    markup: str
    options: dict[str, tuple[str, int]]
    sources: str

    def mutation(self, what: str, at: int, old: str, new: str, other_lines: tuple[int, ...] = ()) -> Mutation:
        """Return a mutation that replaces a text at an offset of the page."""
        assert self.page[at : at + len(old)] == old
        content = self.page[:at] + new + self.page[at + len(old) :]
        return Mutation(what, self.path, content.encode(), other_lines)


def statements(files: dict[str, str]) -> Iterator[Statement]:
    """Yield all statements, with the source texts of the passages and references on which they rest."""
    passages = {
        m[1]: m[0] for text in files.values() for m in re.finditer(r"^- id: ([A-Z]+-\d+)\n.*?(?=^- id: |\Z)", text, re.S | re.M)
    }
    entries = re.finditer(r"^@misc\{([^,]+),\n.*?^\}", files["source/references.bib"], re.S | re.M)
    references = {match[1]: match[0] for match in entries}
    for path, page in files.items():
        if path.startswith("docs/") and not path.startswith("docs/contributing"):
            for match in _STATEMENT.finditer(page):
                options = {
                    option[1]: (option[2], match.start("options") + option.start(2))
                    for option in re.finditer(r"^:([a-z]+): ?([^\n]*)", match["options"], re.M)
                }
                keys = re.split(r",\s*", options.get("evidence", ("", 0))[0])
                ids = re.split(r",\s*", options.get("from", ("", 0))[0])
                sources = " ".join(
                    [*(passages.get(id, "") for id in ids), *(references.get(key, "") for key in keys), page[:400]]
                )
                yield Statement(
                    path, page, match["kind"], match["id"].strip(), match.start(), match["text"], match.start("text"),
                    match[0], options, sources,
                )  # fmt: skip


def matches_outside_roles(statement: Statement, pattern: str) -> Iterator[re.Match[str]]:
    """Return the matches of a pattern in the text of a statement, outside roles."""
    without_roles = _ROLE.sub(lambda role: "\0" * len(role[0]), statement.text)
    yield from re.finditer(pattern, without_roles)


def _other_number(number: str, sources: str, rng: random.Random) -> str | None:
    known = words_of(sources)
    places = [index for index, character in enumerate(number) if character.isdigit()]
    for index in rng.sample(places, len(places)):
        for digit in rng.sample("123456789", 9):
            other = number[:index] + digit + number[index + 1 :]
            if other.replace(",", "") not in known and number[index] != digit:
                return other
    return None


def numbers(all_statements: list[Statement], rng: random.Random) -> Iterator[Mutation]:
    """Change digits, years, months, shares, bounds and number words."""
    for statement in all_statements:
        for match in matches_outside_roles(statement, r"(?<![\w/.-])\d[\d,]*(?:\.\d+)?(?![\w/-])"):
            number = match[0].rstrip(",.")
            if other := _other_number(number, statement.sources, rng):
                year = re.fullmatch(r"(?:19|20)\d\d", number)
                after = statement.text[match.end() : match.end() + 9]
                what = "year" if year else "percentage" if after == " per cent" else "digit"
                yield statement.mutation(f"{what} in a {statement.kind}", statement.text_at + match.start(), number, other)
        for match in matches_outside_roles(statement, rf"\b({'|'.join(_MONTHS)})\b"):
            known = statement.sources.casefold()
            unused = [
                month
                for number, month in enumerate(_MONTHS, 1)
                if month[:3].casefold() not in known and f"-{number:02}" not in known
            ]
            if unused and match.start():
                yield statement.mutation(
                    f"month in a {statement.kind}", statement.text_at + match.start(), match[0], rng.choice(unused)
                )
        for match in matches_outside_roles(statement, r"(\d[\d,]*) (to|and) (\d[\d,]*)"):
            if match[2] == "to" or statement.text[: match.start()].rstrip().casefold().endswith("between"):
                yield statement.mutation(
                    "bounds swapped", statement.text_at + match.start(), match[0], f"{match[3]} {match[2]} {match[1]}"
                )
        for match in matches_outside_roles(statement, rf"\b({'|'.join(_NUMBERS)})\b"):
            known = words_of(statement.sources)
            unused = [w for n, w in enumerate(_NUMBERS, 2) if not known & {w, str(n), f"{w}s"}]
            if unused:
                yield statement.mutation(
                    f"number word in a {statement.kind}", statement.text_at + match.start(), match[0], rng.choice(unused)
                )


def limits(all_statements: list[Statement], rng: random.Random) -> Iterator[Mutation]:
    """Drop and change qualifiers that are in the register."""
    for statement in all_statements:
        if statement.kind == "finding":
            for match in matches_outside_roles(
                statement, r"\b([Uu]p to|[Aa]bout|[Nn]early|[Ss]ome|[Aa]n estimated) (?=\$?(\d[\d,]*))"
            ):
                number = match[2].replace(",", "")
                figure = rf"(?:value|min|max): {number}0*\n(?:    (?!- id).*\n)*?    qualifier: (?!exactly)"
                if re.search(figure, statement.sources):
                    yield statement.mutation("limit dropped", statement.text_at + match.start(), match[0], "")
                    if match[1].lower() != "up to":
                        yield statement.mutation("limit changed", statement.text_at + match.start(1), match[1], "more than")
                    else:
                        yield statement.mutation("limit changed", statement.text_at + match.start(1), match[1], "at least")


def support(all_statements: list[Statement], rng: random.Random) -> Iterator[Mutation]:
    """Drop, replace and misspell passages, evidence and corrections."""
    others = {
        "from": sorted(
            {statement.options["from"][0].split(",")[0] for statement in all_statements if "from" in statement.options}
        )
    }
    others["evidence"] = sorted(
        {statement.options["evidence"][0].split(",")[0] for statement in all_statements if "evidence" in statement.options}
    )
    others["corrects"] = sorted(
        {statement.options["corrects"][0].split(",")[0] for statement in all_statements if "corrects" in statement.options}
    )
    for statement in all_statements:
        if statement.kind != "finding":
            continue
        for name, (value, at) in ((name, option) for name, option in statement.options.items() if name in others):
            items = value.split(", ")
            item = rng.choice(items)
            other = rng.choice([key for key in others[name] if key not in items])
            where = at + value.index(item)
            yield statement.mutation(f"{name}: changed to another", where, item, other)
            yield statement.mutation(f"{name}: misspelt", where, item, f"{item}9")
            if len(items) > 1:
                rest = ", ".join(key for key in items if key != item)
                yield statement.mutation(f"{name}: one dropped", at, value, rest)
            row = f":{name}: {value}\n"
            yield statement.mutation(f"{name}: all dropped", at - len(f":{name}: "), row, "")


def form(all_statements: list[Statement], rng: random.Random) -> Iterator[Mutation]:
    """Break names of directives and options, ids, fences and roles."""
    for statement in all_statements:
        head = statement.start + len(":::{")
        yield statement.mutation(
            "directive misspelt",
            head,
            statement.kind,
            rng.choice((statement.kind[:-1], f"{statement.kind}s", f"{statement.kind[:3]}x{statement.kind[4:]}")),
        )
        yield statement.mutation(
            "closing fence removed",
            statement.start + len(statement.markup) - 3,
            ":::",
            "",
            (line_of(statement.page, statement.start), line_of(statement.page, statement.start + len(statement.markup)) + 2),
        )
        if statement.options:
            name, (_, at) = rng.choice(sorted(statement.options.items()))
            yield statement.mutation("option misspelt", at - len(name) - 2, name, f"{name}x")
        for role in _ROLE.finditer(statement.text):
            at = statement.text_at + role.start()
            name, content = role[0][1:].split("}", 1)
            if name in ("region", "actor", "pillar", "threat", "resolution", "finding", "passage"):
                close = role[0].rfind(">") if role[0].endswith(">`") else len(role[0]) - 1
                yield statement.mutation("role target misspelt", at + close, role[0][close], f"x{role[0][close]}")
                yield statement.mutation("role misspelt", at + 1, name, f"{name}x")
                yield statement.mutation("role without a backtick", at + len(name) + 2, "`", "")
        if statement.kind == "finding":
            at = statement.start + statement.markup.index(statement.id)
            yield statement.mutation("id given up without a retired notice", at, statement.id, f"{statement.id}-x")
            other = rng.choice([each.id for each in all_statements if each.kind == "finding" and each.id != statement.id])
            content = statement.page[:at] + other + statement.page[at + len(statement.id) :]
            yield Mutation("id of another finding", statement.path, content.encode())
            gone = statement.page[: statement.start] + statement.page[statement.start + len(statement.markup) :]
            yield Mutation("finding removed", statement.path, gone.encode())


def names(all_statements: list[Statement], rng: random.Random) -> Iterator[Mutation]:
    """Replace names by others that are in no source."""
    places = (
        "Angola Belgium Canada Denmark Ecuador Finland Ghana Honduras India Japan Latvia Mongolia Nepal Oman Peru Qatar".split()
    )
    for statement in all_statements:
        for match in matches_outside_roles(statement, r"(?<=[a-z,] )[A-Z][a-z]{3,}\b"):
            if match[0] not in _MONTHS:
                unused = [place for place in places if place not in statement.sources]
                yield statement.mutation(
                    f"name in a {statement.kind}", statement.text_at + match.start(), match[0], rng.choice(unused)
                )
