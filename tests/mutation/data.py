"""Damages to the data: register, bibliography, events, the report itself."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.mutation.project import Damage, words_of


def _changed(path: str, text: str, what: str, start: int, end: int, new: str) -> Damage:
    return Damage(what, path, (text[:start] + new + text[end:]).encode())


def register(files: dict[str, str], chance: random.Random) -> Iterator[Damage]:
    """Figures, dates, paraphrases, corrections, ids and evidence of the register."""
    for path, text in files.items():
        if not path.startswith("source/passages/"):
            continue
        for passage in re.finditer(r"^- id: (?P<id>[A-Z]+-\d+)\n.*?(?=^- id: |\Z)", text, re.S | re.M):
            base, whole = passage.start(), passage[0]
            for figure in re.finditer(r"^    (value|min|max): (\d+)\n", whole, re.M):
                at = base + figure.start(2)
                yield _changed(path, text, "figure changed", at, at + len(figure[2]), str(int(figure[2]) + 7))
            for limit in re.finditer(r"^    qualifier: (up to|about|nearly|at least)\n", whole, re.M):
                at = base + limit.start(1)
                yield _changed(
                    path, text, "qualifier changed", at, at + len(limit[1]), "at least" if limit[1] == "up to" else "up to"
                )
            paraphrase = re.search(r"^  paraphrase: .*\n(?:    .*\n)*", whole, re.M)
            for number in re.finditer(r"(?<![\w/-])\d[\d,]*(?![\w/-])", paraphrase[0]) if paraphrase else ():
                other = str(int(number[0].rstrip(",").replace(",", "")) + 1311)
                at = base + paraphrase.start() + number.start()
                yield _changed(path, text, "number in a paraphrase", at, at + len(number[0].rstrip(",")), other)
            for date in re.finditer(r"^  - date: '?(\d{4})(-\d\d)?", whole, re.M):
                year = next(str(year) for year in range(2003, 2030) if str(year) not in whole)
                at = base + date.start(1)
                yield _changed(path, text, "date of the register", at, at + 4, year)
            for correction in re.finditer(r"^  - id: ([A-Z]+-\d+[a-z])\n", whole, re.M):
                at = base + correction.start(1)
                yield _changed(path, text, "id of a correction", at, at + len(correction[1]), f"{passage['id']}z")
            for item in list(re.finditer(r"^  - reference: (\S+)\n", whole, re.M))[:2]:
                at = base + item.start(1)
                yield _changed(path, text, "evidence misspelt", at, at + len(item[1]), f"{item[1]}-x")
            at = base + len("- id: ")
            yield _changed(path, text, "id of a passage", at, at + len(passage["id"]), passage["id"].rsplit("-")[0] + "-99")
            yield Damage("passage removed", path, (text[:base] + text[base + len(whole) :]).encode())
            kind = whole.index("  kind: ") + len("  kind: ")
            yield _changed(path, text, "a word that is not allowed", base + kind, base + kind + 1, "x")
        at = text.index("section: ") + len("section: ")
        yield _changed(path, text, "section of a file", at, at + 1, "Q")
        yield Damage("a file of the register removed", path, None)
        at = chance.randrange(len(text))
        yield Damage("a byte that is not text", path, text[:at].encode() + b"\xfc" + text[at:].encode())
        yield Damage("indentation broken", path, text.replace("\n  kind:", "\n kind:", 1).encode())


def bibliography(files: dict[str, str], chance: random.Random) -> Iterator[Damage]:
    """Entries of the bibliography: removed, doubled, without a field, with another key, label, date or address."""
    path = "source/references.bib"
    text = files[path]
    entries = list(re.finditer(r"^@misc\{([^,]+),\n.*?^\}\n", text, re.S | re.M))
    for entry in chance.sample(entries, 60):
        base, whole = entry.start(), entry[0]
        field = chance.choice(("label", "title", "kind", "tier"))
        row = re.search(rf"^  {field} = .*\n", whole, re.M)
        assert row is not None
        cut = text[: base + row.start()] + text[base + row.end() :]
        yield Damage("a field dropped", path, cut.encode())
        yield Damage("a field misspelt", path, (text[: base + row.start() + 2] + "x" + text[base + row.start() + 2 :]).encode())
        if entry[1] != "scr-2022-08":
            yield Damage("an entry removed", path, (text[:base] + text[entry.end() :]).encode())
        yield Damage("an entry doubled", path, (text[: entry.end()] + whole + text[entry.end() :]).encode())
        yield _changed(path, text, "a key changed", base + len("@misc{"), base + len("@misc{") + len(entry[1]), f"{entry[1]}-x")
        yield Damage("a brace lost", path, (text[: entry.end() - 5] + text[entry.end() - 4 :]).encode())
        tier = re.search(r"tier = \{(\w+)\}", whole)
        assert tier is not None
        yield _changed(path, text, "a word that is not allowed", base + tier.start(1), base + tier.end(1), "close")
        symbol = re.search(r"label = \{((?:[A-Z]+/)+[A-Z.\d/]*\d)\}", whole)
        if symbol:
            yield _changed(
                path,
                text,
                "symbol in a label",
                base + symbol.end(1) - 1,
                base + symbol.end(1),
                str((int(symbol[1][-1]) + 1) % 10),
            )
        date = re.search(r"date = \{(\d{4})(-\d\d)?", whole)
        dated = re.search(r"\d{4}-\d\d(-\d\d)?$", entry[1]) and not symbol
        if date and date[2] and (dated or re.search(r"label = \{[^}]*\d \w+\.? \d{4}\}", whole)):
            yield _changed(path, text, "date of a document", base + date.start(1), base + date.end(1), str(int(date[1]) + 1))
        official = re.search(r"official = \{.*?(\d)(?:\(\d+\))?\}", whole)
        if official:
            yield _changed(
                path,
                text,
                "official address",
                base + official.start(1),
                base + official.end(1),
                str((int(official[1]) + 1) % 10) + "7",
            )
        url = re.search(r"url = \{(https?://)", whole)
        if url:
            yield _changed(path, text, "an address that is none", base + url.start(1), base + url.end(1), "")
    at = chance.randrange(len(text))
    yield Damage("a byte that is not text", path, text[:at].encode() + b"\xfc" + text[at:].encode())


def events(files: dict[str, str], chance: random.Random) -> Iterator[Damage]:
    """Dates, numbers, passages and resolutions of events."""
    path = "source/events.yaml"
    text = files[path]
    bib = re.finditer(r"^@misc\{([^,]+),\n.*?^\}\n", files["source/references.bib"], re.S | re.M)
    entries = {entry[1]: entry[0] for entry in bib}
    for event in re.finditer(r"^- id: (\S+)\n.*?(?=^- id: |\Z)", text, re.S | re.M):
        base, whole = event.start(), event[0]
        keys = re.findall(r"[\w.-]+", " ".join(re.findall(r"evidence: \[([^\]]*)", whole)))
        date = re.search(r"date: '?(\d{4})", whole)
        assert date is not None
        at = base + date.start(1)
        yield _changed(path, text, "year of an event", at, at + 4, str(int(date[1]) - 11))
        day = re.search(r"date: '?\d{4}-\d\d-(\d\d)", whole)
        if day:
            at = base + day.start(1)
            known = words_of(" ".join([whole, *(entries[key] for key in keys if key in entries)]))
            other = next(f"{number:02}" for number in range(int(day[1]) % 27 + 1, 29) if str(number) not in known)
            yield _changed(path, text, "day of an event", at, at + 2, other)
        body = re.search(r"^  text: ?.*\n(?:    .*\n)*", whole, re.M)
        for number in re.finditer(r"(?<![\w/-])\d[\d,]*(?![\w/-])", body[0]) if body else ():
            other = str(int(number[0].rstrip(",").replace(",", "")) + 2111)
            at = base + body.start() + number.start()
            yield _changed(path, text, "number of an event", at, at + len(number[0].rstrip(",")), other)
        for field, pattern in {
            "passage": r"passages: \[([A-Z]+-\d+)",
            "evidence": r"evidence: \[([\w.-]+)",
            "entry": r"entry: resolutions/([\w-]+)",
        }.items():
            if found := re.search(pattern, whole):
                at = base + found.start(1)
                yield _changed(path, text, f"{field} of an event", at, at + len(found[1]), f"{found[1]}9")
        twice = text[: event.end()].rstrip("\n") + "\n" + whole.rstrip("\n") + "\n" + text[event.end() :]
        yield Damage("an event twice", path, twice.encode())


def others(files: dict[str, str], chance: random.Random) -> Iterator[Damage]:
    """The report, the ledger, the house style, the exceptions."""
    report = files["source/report.yaml"]
    for key in ("symbol", "title", "date", "reference", "digest", "sections"):
        yield Damage("a key removed", "source/report.yaml", report.replace(f"{key}:", f"x{key}:", 1).encode())
    for code in re.finditer(r"code: ([A-Z]+)$", report, re.M):
        yield _changed("source/report.yaml", report, "code of a section", code.start(1), code.end(1), "QQ")
    for key in ("reference", "digest"):
        found = re.search(rf"^{key}: (.*)$", report, re.M)
        assert found is not None
        yield _changed("source/report.yaml", report, "reference of the report", found.start(1), found.end(1), "no-such-key")
    ledger = files["source/ledger.yaml"]
    for id in chance.sample(re.findall(r"^- ([a-z0-9-]+)$", ledger, re.M), 5):
        stone = f"retired:\n- id: {id}\n  stood_on: index\n  why: It was wrong.\n  page: index"
        tomb = re.sub(r"^retired:(?: \[\])?$", stone, ledger, flags=re.MULTILINE)
        yield Damage("an id retired that stands", "source/ledger.yaml", tomb.encode())
        lost = ledger.replace(f"- {id}\n", f"- {id}-gone\n")
        yield Damage("an id of nothing in the ledger", "source/ledger.yaml", lost.encode())
    exceptions = files["source/exceptions.yaml"]
    for what in list(re.finditer(r"^  what: (.*)$", exceptions, re.M))[:6]:
        yield _changed("source/exceptions.yaml", exceptions, "an exception to nothing", what.end(1), what.end(1), " x")
    for reason in list(re.finditer(r"^  reason: .*\n", exceptions, re.M))[:3]:
        yield Damage(
            "an exception without a reason",
            "source/exceptions.yaml",
            (exceptions[: reason.start()] + exceptions[reason.end() :]).encode(),
        )
    style = files["source/style.yaml"]
    for pattern in re.finditer(r"wrong: ('?)\S", style):
        yield _changed("source/style.yaml", style, "a pattern that is none", pattern.end() - 1, pattern.end() - 1, "(")
