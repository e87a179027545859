"""Damages to findings and provisions."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.mutation.project import Damage, line_of, words_of

_STATEMENT = re.compile(
    r"^:::\{(?P<kind>finding|provision)\}(?P<id>[^\n]*)\n(?P<options>(?::[a-z]+:[^\n]*\n)*)(?P<text>.*?)^:::$", re.S | re.M
)
_MONTHS = "January February March April May June July August September October November December".split()
_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
_TARGETS = re.compile(r"\{[a-z:]+\}`[^`]*`")


@dataclass(frozen=True)
class Statement:
    """A finding or a provision with its location, found without the parser of the extension."""

    path: str
    page: str
    kind: str
    id: str
    start: int
    text: str
    text_at: int
    whole: str
    options: dict[str, tuple[str, int]]
    sources: str

    def damage(self, what: str, at: int, old: str, new: str, also: tuple[int, ...] = ()) -> Damage:
        """Replace a range of the page."""
        assert self.page[at : at + len(old)] == old
        content = self.page[:at] + new + self.page[at + len(old) :]
        return Damage(what, self.path, content.encode(), also)


def statements(files: dict[str, str]) -> Iterator[Statement]:
    """Every statement, with the raw text of the passages and references on which it rests."""
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


def outside_roles(statement: Statement, pattern: str) -> Iterator[re.Match[str]]:
    """Return the matches of a pattern in the text of a statement, outside roles."""
    bare = _TARGETS.sub(lambda role: "\0" * len(role[0]), statement.text)
    yield from re.finditer(pattern, bare)


def _other_number(number: str, sources: str, chance: random.Random) -> str | None:
    known = words_of(sources)
    places = [index for index, character in enumerate(number) if character.isdigit()]
    for index in chance.sample(places, len(places)):
        for digit in chance.sample("123456789", 9):
            other = number[:index] + digit + number[index + 1 :]
            if other.replace(",", "") not in known and number[index] != digit:
                return other
    return None


def numbers(all_: list[Statement], chance: random.Random) -> Iterator[Damage]:
    """Change a digit, a year, a month, a share, a bound, a limit or a number word."""
    for one in all_:
        for match in outside_roles(one, r"(?<![\w/.-])\d[\d,]*(?:\.\d+)?(?![\w/-])"):
            number = match[0].rstrip(",.")
            if other := _other_number(number, one.sources, chance):
                year = re.fullmatch(r"(?:19|20)\d\d", number)
                after = one.text[match.end() : match.end() + 9]
                what = "year" if year else "percentage" if after == " per cent" else "digit"
                yield one.damage(f"{what} in a {one.kind}", one.text_at + match.start(), number, other)
        for match in outside_roles(one, rf"\b({'|'.join(_MONTHS)})\b"):
            known = one.sources.casefold()
            free = [
                month
                for number, month in enumerate(_MONTHS, 1)
                if month[:3].casefold() not in known and f"-{number:02}" not in known
            ]
            if free and match.start():
                yield one.damage(f"month in a {one.kind}", one.text_at + match.start(), match[0], chance.choice(free))
        for match in outside_roles(one, r"(\d[\d,]*) (to|and) (\d[\d,]*)"):
            if match[2] == "to" or one.text[: match.start()].rstrip().casefold().endswith("between"):
                yield one.damage("bounds swapped", one.text_at + match.start(), match[0], f"{match[3]} {match[2]} {match[1]}")
        for match in outside_roles(one, rf"\b({'|'.join(_NUMBERS)})\b"):
            known = words_of(one.sources)
            free = [w for n, w in enumerate(_NUMBERS, 2) if not known & {w, str(n), f"{w}s"}]
            if free:
                yield one.damage(f"number word in a {one.kind}", one.text_at + match.start(), match[0], chance.choice(free))


def limits(all_: list[Statement], chance: random.Random) -> Iterator[Damage]:
    """Change the qualifier of a number, where the register has it."""
    for one in all_:
        if one.kind == "finding":
            for match in outside_roles(one, r"\b([Uu]p to|[Aa]bout|[Nn]early|[Ss]ome|[Aa]n estimated) (?=\$?(\d[\d,]*))"):
                number = match[2].replace(",", "")
                figure = rf"(?:value|min|max): {number}0*\n(?:    (?!- id).*\n)*?    qualifier: (?!exactly)"
                if re.search(figure, one.sources):
                    yield one.damage("limit dropped", one.text_at + match.start(), match[0], "")
                    if match[1].lower() != "up to":
                        yield one.damage("limit changed", one.text_at + match.start(1), match[1], "more than")
                    else:
                        yield one.damage("limit changed", one.text_at + match.start(1), match[1], "at least")


def support(all_: list[Statement], chance: random.Random) -> Iterator[Damage]:
    """Drop, exchange or misspell passages, evidence and corrections."""
    others = {"from": sorted({one.options["from"][0].split(",")[0] for one in all_ if "from" in one.options})}
    others["evidence"] = sorted({one.options["evidence"][0].split(",")[0] for one in all_ if "evidence" in one.options})
    others["corrects"] = sorted({one.options["corrects"][0].split(",")[0] for one in all_ if "corrects" in one.options})
    for one in all_:
        if one.kind != "finding":
            continue
        for name, (value, at) in ((name, option) for name, option in one.options.items() if name in others):
            items = value.split(", ")
            item = chance.choice(items)
            other = chance.choice([key for key in others[name] if key not in items])
            where = at + value.index(item)
            yield one.damage(f"{name}: changed to another", where, item, other)
            yield one.damage(f"{name}: misspelt", where, item, f"{item}9")
            if len(items) > 1:
                rest = ", ".join(key for key in items if key != item)
                yield one.damage(f"{name}: one dropped", at, value, rest)
            row = f":{name}: {value}\n"
            yield one.damage(f"{name}: all dropped", at - len(f":{name}: "), row, "")


def form(all_: list[Statement], chance: random.Random) -> Iterator[Damage]:
    """Break names of directives and options, ids, fences and roles."""
    for one in all_:
        head = one.start + len(":::{")
        yield one.damage(
            "directive misspelt", head, one.kind, chance.choice((one.kind[:-1], f"{one.kind}s", f"{one.kind[:3]}x{one.kind[4:]}"))
        )
        yield one.damage(
            "closing fence removed",
            one.start + len(one.whole) - 3,
            ":::",
            "",
            (line_of(one.page, one.start), line_of(one.page, one.start + len(one.whole)) + 2),
        )
        if one.options:
            name, (_, at) = chance.choice(sorted(one.options.items()))
            yield one.damage("option misspelt", at - len(name) - 2, name, f"{name}x")
        for role in _TARGETS.finditer(one.text):
            at = one.text_at + role.start()
            name, content = role[0][1:].split("}", 1)
            if name in ("region", "actor", "pillar", "threat", "resolution", "finding", "passage"):
                close = role[0].rfind(">") if role[0].endswith(">`") else len(role[0]) - 1
                yield one.damage("role target misspelt", at + close, role[0][close], f"x{role[0][close]}")
                yield one.damage("role misspelt", at + 1, name, f"{name}x")
                yield one.damage("role without a backtick", at + len(name) + 2, "`", "")
        if one.kind == "finding":
            at = one.start + one.whole.index(one.id)
            yield one.damage("id given up without a retired notice", at, one.id, f"{one.id}-x")
            other = chance.choice([each.id for each in all_ if each.kind == "finding" and each.id != one.id])
            content = one.page[:at] + other + one.page[at + len(one.id) :]
            yield Damage("id of another finding", one.path, content.encode())
            gone = one.page[: one.start] + one.page[one.start + len(one.whole) :]
            yield Damage("finding removed", one.path, gone.encode())


def names(all_: list[Statement], chance: random.Random) -> Iterator[Damage]:
    """Insert a name that none of the sources has."""
    places = (
        "Angola Belgium Canada Denmark Ecuador Finland Ghana Honduras India Japan Latvia Mongolia Nepal Oman Peru Qatar".split()
    )
    for one in all_:
        for match in outside_roles(one, r"(?<=[a-z,] )[A-Z][a-z]{3,}\b"):
            if match[0] not in _MONTHS:
                free = [place for place in places if place not in one.sources]
                yield one.damage(f"name in a {one.kind}", one.text_at + match.start(), match[0], chance.choice(free))
