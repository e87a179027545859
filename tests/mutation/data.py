"""Mutations of the data: register, bibliography, events and other files."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.mutation.project import Mutation, words_of


def _replaced(path: str, text: str, what: str, start: int, end: int, new: str) -> Mutation:
    return Mutation(what, path, (text[:start] + new + text[end:]).encode())


def register(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Change figures, dates, paraphrases, corrections, ids and evidence in the register."""
    for path, text in files.items():
        if not path.startswith("source/passages/"):
            continue
        for passage in re.finditer(r"^- id: (?P<id>[A-Z]+-\d+)\n.*?(?=^- id: |\Z)", text, re.S | re.M):
            offset, text_of_item = passage.start(), passage[0]
            for figure in re.finditer(r"^    (value|min|max): (\d+)\n", text_of_item, re.M):
                at = offset + figure.start(2)
                yield _replaced(path, text, "figure changed", at, at + len(figure[2]), str(int(figure[2]) + 7))
            for limit in re.finditer(r"^    qualifier: (up to|about|nearly|at least)\n", text_of_item, re.M):
                at = offset + limit.start(1)
                yield _replaced(
                    path, text, "qualifier changed", at, at + len(limit[1]), "at least" if limit[1] == "up to" else "up to"
                )
            paraphrase = re.search(r"^  paraphrase: .*\n(?:    .*\n)*", text_of_item, re.M)
            for number in re.finditer(r"(?<![\w/-])\d[\d,]*(?![\w/-])", paraphrase[0]) if paraphrase else ():
                other = str(int(number[0].rstrip(",").replace(",", "")) + 1311)
                at = offset + paraphrase.start() + number.start()
                yield _replaced(path, text, "number in a paraphrase", at, at + len(number[0].rstrip(",")), other)
            for date in re.finditer(r"^  - date: '?(\d{4})(-\d\d)?", text_of_item, re.M):
                year = next(str(year) for year in range(2003, 2030) if str(year) not in text_of_item)
                at = offset + date.start(1)
                yield _replaced(path, text, "date of the register", at, at + 4, year)
            for correction in re.finditer(r"^  - id: ([A-Z]+-\d+[a-z])\n", text_of_item, re.M):
                at = offset + correction.start(1)
                yield _replaced(path, text, "id of a correction", at, at + len(correction[1]), f"{passage['id']}z")
            for item in list(re.finditer(r"^  - reference: (\S+)\n", text_of_item, re.M))[:2]:
                at = offset + item.start(1)
                yield _replaced(path, text, "evidence misspelt", at, at + len(item[1]), f"{item[1]}-x")
            at = offset + len("- id: ")
            yield _replaced(path, text, "id of a passage", at, at + len(passage["id"]), passage["id"].rsplit("-")[0] + "-99")
            yield Mutation("passage removed", path, (text[:offset] + text[offset + len(text_of_item) :]).encode())
            kind = text_of_item.index("  kind: ") + len("  kind: ")
            yield _replaced(path, text, "a word that is not allowed", offset + kind, offset + kind + 1, "x")
        at = text.index("section: ") + len("section: ")
        yield _replaced(path, text, "section of a file", at, at + 1, "Q")
        yield Mutation("a file of the register removed", path, None)
        at = rng.randrange(len(text))
        yield Mutation("a byte that is not text", path, text[:at].encode() + b"\xfc" + text[at:].encode())
        yield Mutation("indentation broken", path, text.replace("\n  kind:", "\n kind:", 1).encode())


def bibliography(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Remove, double and break entries of the bibliography, and change their fields."""
    path = "source/references.bib"
    text = files[path]
    entries = list(re.finditer(r"^@misc\{([^,]+),\n.*?^\}\n", text, re.S | re.M))
    for entry in rng.sample(entries, 60):
        offset, text_of_item = entry.start(), entry[0]
        field = rng.choice(("label", "title", "kind", "tier"))
        row = re.search(rf"^  {field} = .*\n", text_of_item, re.M)
        assert row is not None
        cut = text[: offset + row.start()] + text[offset + row.end() :]
        yield Mutation("a field dropped", path, cut.encode())
        yield Mutation(
            "a field misspelt", path, (text[: offset + row.start() + 2] + "x" + text[offset + row.start() + 2 :]).encode()
        )
        if entry[1] != "scr-2022-08":
            yield Mutation("an entry removed", path, (text[:offset] + text[entry.end() :]).encode())
        yield Mutation("an entry doubled", path, (text[: entry.end()] + text_of_item + text[entry.end() :]).encode())
        yield _replaced(
            path, text, "a key changed", offset + len("@misc{"), offset + len("@misc{") + len(entry[1]), f"{entry[1]}-x"
        )
        yield Mutation("a brace lost", path, (text[: entry.end() - 5] + text[entry.end() - 4 :]).encode())
        tier = re.search(r"tier = \{(\w+)\}", text_of_item)
        assert tier is not None
        yield _replaced(path, text, "a word that is not allowed", offset + tier.start(1), offset + tier.end(1), "close")
        symbol = re.search(r"label = \{((?:[A-Z]+/)+[A-Z.\d/]*\d)\}", text_of_item)
        if symbol:
            yield _replaced(
                path,
                text,
                "symbol in a label",
                offset + symbol.end(1) - 1,
                offset + symbol.end(1),
                str((int(symbol[1][-1]) + 1) % 10),
            )
        date = re.search(r"date = \{(\d{4})(-\d\d)?", text_of_item)
        dated = re.search(r"\d{4}-\d\d(-\d\d)?$", entry[1]) and not symbol
        if date and date[2] and (dated or re.search(r"label = \{[^}]*\d \w+\.? \d{4}\}", text_of_item)):
            yield _replaced(path, text, "date of a document", offset + date.start(1), offset + date.end(1), str(int(date[1]) + 1))
        official = re.search(r"official = \{.*?(\d)(?:\(\d+\))?\}", text_of_item)
        if official:
            yield _replaced(
                path,
                text,
                "official address",
                offset + official.start(1),
                offset + official.end(1),
                str((int(official[1]) + 1) % 10) + "7",
            )
        url = re.search(r"url = \{(https?://)", text_of_item)
        if url:
            yield _replaced(path, text, "an address that is none", offset + url.start(1), offset + url.end(1), "")
    at = rng.randrange(len(text))
    yield Mutation("a byte that is not text", path, text[:at].encode() + b"\xfc" + text[at:].encode())


def events(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Change dates, numbers, passages and resolutions of events."""
    path = "source/events.yaml"
    text = files[path]
    bib = re.finditer(r"^@misc\{([^,]+),\n.*?^\}\n", files["source/references.bib"], re.S | re.M)
    entries = {entry[1]: entry[0] for entry in bib}
    for event in re.finditer(r"^- id: (\S+)\n.*?(?=^- id: |\Z)", text, re.S | re.M):
        offset, text_of_item = event.start(), event[0]
        keys = re.findall(r"[\w.-]+", " ".join(re.findall(r"evidence: \[([^\]]*)", text_of_item)))
        date = re.search(r"date: '?(\d{4})", text_of_item)
        assert date is not None
        at = offset + date.start(1)
        yield _replaced(path, text, "year of an event", at, at + 4, str(int(date[1]) - 11))
        day = re.search(r"date: '?\d{4}-\d\d-(\d\d)", text_of_item)
        if day:
            at = offset + day.start(1)
            known = words_of(" ".join([text_of_item, *(entries[key] for key in keys if key in entries)]))
            other = next(f"{number:02}" for number in range(int(day[1]) % 27 + 1, 29) if str(number) not in known)
            yield _replaced(path, text, "day of an event", at, at + 2, other)
        body = re.search(r"^  text: ?.*\n(?:    .*\n)*", text_of_item, re.M)
        for number in re.finditer(r"(?<![\w/-])\d[\d,]*(?![\w/-])", body[0]) if body else ():
            other = str(int(number[0].rstrip(",").replace(",", "")) + 2111)
            at = offset + body.start() + number.start()
            yield _replaced(path, text, "number of an event", at, at + len(number[0].rstrip(",")), other)
        for field, pattern in {
            "passage": r"passages: \[([A-Z]+-\d+)",
            "evidence": r"evidence: \[([\w.-]+)",
            "entry": r"entry: resolutions/([\w-]+)",
        }.items():
            if found := re.search(pattern, text_of_item):
                at = offset + found.start(1)
                yield _replaced(path, text, f"{field} of an event", at, at + len(found[1]), f"{found[1]}9")
        repeated = text[: event.end()].rstrip("\n") + "\n" + text_of_item.rstrip("\n") + "\n" + text[event.end() :]
        yield Mutation("an event twice", path, repeated.encode())


def other_data(files: dict[str, str], rng: random.Random) -> Iterator[Mutation]:
    """Change the report, the ledger, the house style and the exceptions."""
    report = files["source/report.yaml"]
    for key in ("symbol", "title", "date", "reference", "digest", "sections"):
        yield Mutation("a key removed", "source/report.yaml", report.replace(f"{key}:", f"x{key}:", 1).encode())
    for code in re.finditer(r"code: ([A-Z]+)$", report, re.M):
        yield _replaced("source/report.yaml", report, "code of a section", code.start(1), code.end(1), "QQ")
    for key in ("reference", "digest"):
        found = re.search(rf"^{key}: (.*)$", report, re.M)
        assert found is not None
        yield _replaced("source/report.yaml", report, "reference of the report", found.start(1), found.end(1), "no-such-key")
    ledger = files["source/ledger.yaml"]
    for id in rng.sample(re.findall(r"^- ([a-z0-9-]+)$", ledger, re.M), 5):
        notice = f"retired:\n- id: {id}\n  stood_on: index\n  why: It was wrong.\n  page: index"
        with_notice = re.sub(r"^retired:(?: \[\])?$", notice, ledger, flags=re.MULTILINE)
        yield Mutation("an id retired that stands", "source/ledger.yaml", with_notice.encode())
        with_unknown_id = ledger.replace(f"- {id}\n", f"- {id}-gone\n")
        yield Mutation("an id of nothing in the ledger", "source/ledger.yaml", with_unknown_id.encode())
    exceptions = files["source/exceptions.yaml"]
    for what in list(re.finditer(r"^  what: (.*)$", exceptions, re.M))[:6]:
        yield _replaced("source/exceptions.yaml", exceptions, "an exception to nothing", what.end(1), what.end(1), " x")
    for reason in list(re.finditer(r"^  reason: .*\n", exceptions, re.M))[:3]:
        yield Mutation(
            "an exception without a reason",
            "source/exceptions.yaml",
            (exceptions[: reason.start()] + exceptions[reason.end() :]).encode(),
        )
    style = files["source/style.yaml"]
    for pattern in re.finditer(r"wrong: ('?)\S", style):
        yield _replaced("source/style.yaml", style, "a pattern that is none", pattern.end() - 1, pattern.end() - 1, "(")
