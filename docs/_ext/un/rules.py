"""Rules specific to this site: on the front matter of resolutions and actors, and on document symbols."""

import re
from collections.abc import Iterator

from dossier.graph import Dossier
from dossier.model.kinds import card_text
from dossier.model.page import Page
from dossier.model.source import Reference, slug
from dossier.parser.markup import without_code
from dossier.parser.quantities import quantities
from dossier.rules.registry import ANNOTATE, Found, page_rule, record_rule, rule
from dossier.rules.sources import texts_of
from dossier.rules.walk import Text, all_texts, events, inline, passages, provisions

_BARE = re.compile(r"\bresolutions?\s+(\d{3,4})\b|\bS/RES/(\d{3,4})\b", re.IGNORECASE)
_VOTE = re.compile(r"unanimous|by consensus|(\d+)-(\d+)-(\d+)(?: \((.+)\))?")
MEMBERS = 15
"""The number of members of the Security Council: the count of a unanimous vote, unless the evidence gives another."""
_CHAPTER = re.compile(r"under (?:the binding )?Chapter VII\b")
_RECALLED = re.compile(r"\bpreamble recalls\b([^.]*)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+/\d+|\d+(?= \(\d{4}\))")
_STATED = {"listing": r"[A-Za-z]+\.\d+", "head": r"(?<![\w'’-])[A-ZÀ-Þ][\w'’-]*"}
"""What must be stated of the card of an actor, by field: symbols, and names of people."""
_IRREGULAR = {"takes": "took", "taking": "took", "gives": "gave", "giving": "gave"}


@record_rule("listing", "The list entry of an actor and the names of its heads are stated by the evidence of the page.")
def _listing(dossier: Dossier) -> Found:
    for page in dossier.entries.values():
        texts = " ".join(f"{item.label} {item.annotation}" for item in _evidence(dossier, page))
        parts = [(field, part) for field, form in _STATED.items() for part in re.findall(form, getattr(page.meta, field, ""))]
        for field, part in parts:
            if not re.search(rf"(?<!\w){re.escape(part)}(?!\w)", texts):
                yield page.path, page.front_line(field), f"“{part}” is not in the evidence of the page", ANNOTATE


def _evidence(dossier: Dossier, page: Page) -> list[Reference]:
    """Return the references named in the front matter and the provisions of a page."""
    return dossier.source.cited([*page.evidence, *(key for provision in page.provisions for key in provision.evidence)])


def _resolutions(dossier: Dossier) -> Iterator[Page]:
    return (page for (kind, _), page in dossier.entries.items() if kind == "resolution" and page.is_valid)


@rule("resolution-symbol", "The file name, symbol, year, date and title of a resolution belong to the same document.")
def _resolution_symbol(dossier: Dossier) -> Found:
    for page in _resolutions(dossier):
        meta = page.meta
        if page.id not in (_slug(meta.symbol), _slug(meta.symbol).rpartition("-")[2]):
            message = f"the symbol {meta.symbol} does not match the file name {page.id}.md"
            yield page.path, page.front_line("symbol"), message, "correct one of the two"
        printed = re.search(r"\((\d{4})\)$", meta.symbol)
        if str(meta.year) != meta.adopted[:4] or (printed and printed[1] != str(meta.year)):
            message = f"the year {meta.year}, the symbol {meta.symbol} and the date {meta.adopted} differ in the year"
            yield page.path, page.front_line("year"), message, "correct what is wrong"
        numbers = re.findall(r"\d+", f"{meta.symbol} {meta.year}")
        for wrong in [quantity.shown for quantity in quantities(page.title) if f"{quantity.value:.0f}" not in numbers][:1]:
            message = f"“{wrong}” in the title is not part of {meta.symbol}"
            yield page.path, page.headings[0].line, message, "correct the title"


def _slug(symbol: str) -> str:
    """Return a symbol as a file name: 207 for "S/RES/207 (2030)", and a-60-288 for "A/RES/60/288"."""
    return slug(re.sub(r" \(\d{4}\)$", "", symbol).replace("RES/", ""))


@record_rule("resolution-facts", "The vote, press release and Chapter VII status of a resolution are stated by its evidence.")
def _resolution_facts(dossier: Dossier) -> Found:
    for page in _resolutions(dossier):
        for field, what in _unstated(page, _evidence(dossier, page)):
            yield page.path, page.front_line(field), f"{what} is not in the evidence of the page", ANNOTATE


def _unstated(page: Page, known: list[Reference]) -> Iterator[tuple[str, str]]:
    meta = page.meta
    texts = " ".join(item.annotation for item in known)
    votes = _VOTE.fullmatch(meta.vote)
    if meta.vote and votes is None:
        yield "vote", f"the vote “{meta.vote}”, which is not a count such as 15-0-0,"
    elif votes is not None and votes[1] and _misstates(votes, texts):
        yield "vote", f"the vote {meta.vote}"
    under = {not texts.endswith("not adopted ", 0, found.start()) for found in _CHAPTER.finditer(texts)}
    if meta.chapter_vii is not None and under != {meta.chapter_vii}:
        yield "chapter_vii", f"{'adoption' if meta.chapter_vii else 'no adoption'} under Chapter VII"
    if meta.press_release and not any(meta.press_release in reference.label for reference in known):
        yield "press_release", f"the press release {meta.press_release}"


def _misstates(votes: re.Match[str], texts: str) -> bool:
    """Return whether a count is neither that of a unanimous vote stated in the evidence nor given there."""
    unanimous = votes[2] == votes[3] == "0"
    if votes[4] and ("unanimous" in votes[4]) != unanimous:
        return True
    printed = re.findall(r"\d+", texts)
    if unanimous and re.search(r"unanimous", texts, re.IGNORECASE):
        return int(votes[1]) != MEMBERS
    return not all(number in printed for number in votes.groups()[:3] if number != "0")


@rule("resolution-order", "A resolution builds on earlier ones and is followed by later ones, and each names the other.")
def _resolution_order(dossier: Dossier) -> Found:
    for page in _resolutions(dossier):
        for field, back, sign in (("builds_on", "followed_by", 1), ("followed_by", "builds_on", -1)):
            for id in getattr(page.meta, field):
                other = dossier.entries.get(("resolution", id))
                if other is None or not other.is_valid:
                    continue
                if (_rank(page) > _rank(other)) != (sign > 0):
                    message = f"{field}: {id} was adopted on {other.meta.adopted}, but this one on {page.meta.adopted}"
                    yield page.path, page.front_line(field, id), message, "correct the field, or the dates"
                if page.id not in getattr(other.meta, back):
                    message = f"{field}: {id} does not name {page.id} in return"
                    yield page.path, page.front_line(field, id), message, f"add {page.id} to {back} there"


def _rank(page: Page) -> tuple[str, list[int]]:
    """Return a sort key for resolutions: by date, then by number."""
    return page.meta.adopted, [int(part) for part in _number(page).split("/") if part.isdigit()]


@rule("resolution-preamble", "A resolution builds on exactly those resolutions with a page that its preamble recalls.")
def _resolution_preamble(dossier: Dossier) -> Found:
    numbers = {page.id: _number(page) for page in _resolutions(dossier)}
    for page in _resolutions(dossier):
        reference = dossier.source.references.get(page.meta.preamble)
        if reference is None:
            continue
        if reference.key not in page.meta.evidence:
            message = f"the preamble was read in “{reference.key}”, which is not in the evidence of the page"
            yield page.path, page.front_line("preamble"), message, "add it to evidence"
        recalled = {number for words in _RECALLED.findall(reference.annotation) for number in _NUMBER.findall(words)}
        expected = {id for id, number in numbers.items() if number in recalled and id != page.id}
        line, given = page.front_line("builds_on"), {*page.meta.builds_on}
        for id in sorted(expected - given):
            yield page.path, line, f"the preamble recalls {numbers[id]}, but builds_on does not name it", f"add {id} to builds_on"
        for id in sorted(given & numbers.keys() - expected):
            message = f"builds_on: “{reference.key}” does not say that the preamble recalls {numbers[id]}"
            yield page.path, line, message, f"remove {id}, or say so in the annotation"


def _number(page: Page) -> str:
    """Return the number by which other resolutions recall a resolution: 2396, or 60/288."""
    found = re.search(r"\d+(?:/\d+)?", page.meta.symbol)
    return found[0] if found else page.id


@rule("provision-verb", "A provision starts with its operative verb, in the past tense.")
def _provision_verb(dossier: Dossier) -> Found:
    for page, provision in provisions(dossier):
        opening = past_tense(provision.verb)
        if provision.verb and not re.match(rf"{re.escape(opening)}\b", " ".join(provision.text.split())):
            message = f"the verb is “{provision.verb}”, but the text does not start with “{opening}”"
            yield page.path, provision.line, message, "start with the verb, or correct it"


def past_tense(verb: str) -> str:
    """Return an operative or preambular verb in the past tense: "Called upon" for "Calls upon", "Recalled" for "Recalling"."""
    return re.sub(r"\S*(?:s|ing)(?!\S)", lambda found: _word_in_past_tense(found[0]), verb, count=1)


def _word_in_past_tense(word: str) -> str:
    regular = f"{word[:-3]}ed" if word.endswith("ing") else f"{word[:-1]}d" if word.endswith("es") else f"{word[:-1]}ed"
    past = _IRREGULAR.get(word.lower(), regular)
    return past.capitalize() if word[0].isupper() else past


_LEFT_OUT = re.compile(r"\bsummary (?:leaves (?:it|this|these|them) out|omits|does not (?:give|mention|say|state))\b")


@rule("left-out", "A finding that the summary leaves out has the public record as its origin.")
def _left_out(dossier: Dossier) -> Found:
    for finding in dossier.findings.values():
        if (found := _LEFT_OUT.search(finding.text)) and not finding.record.is_of_record:
            message = f"“{finding.id}” counts the summary as a source, but says “the {found[0]}”"
            yield finding.page.path, finding.record.line, message, "add “:origin: record”, or correct the text"


@rule("bare-resolution", "A resolution named in a text is a cross-reference if it has a page.")
def _bare_resolution(dossier: Dossier) -> Found:
    for page in dossier.pages.values():
        texts = [Text(page.path, statement.line, statement.text) for statement in page.statements]
        texts += [Text(page.path, block.line, block.text) for block in inline(page) if block.text != page.title]
        for text in texts:
            named = "RES" in text.markdown or "resolution" in text.markdown.casefold()
            for match in _BARE.finditer(without_code(text.markdown)) if named else ():
                number = match[1] or match[2]
                if ("resolution", number) in dossier.entries and page.id != number:
                    message = f"resolution {number} is named without a link"
                    yield page.path, text.line_at(match.start()), message, f"write {{resolution}}`{number}`"


@rule("tie", "A resolution is tied to a passage as “named” if and only if the passage has its number.")
def _tie(dossier: Dossier) -> Found:
    for passage, place in passages(dossier):
        for index, tie in enumerate(passage.ties):
            folder, _, number = tie.entry.rpartition("/")
            texts = passage.paraphrase if tie.tie != "named" else " ".join(texts_of(passage))
            has = re.search(rf"\b{re.escape(number)}\b", texts) is not None
            if folder == "resolutions" and tie.entry in dossier.pages and has != (tie.tie == "named"):
                message = f"{passage.id} {'has' if has else 'does not have'} the number {number}, but is tied to it as {tie.tie}"
                yield place.path, place.line("ties", index, "tie"), message, "correct the tie"


@rule("event-resolution", "The adoption of a resolution has the same date as an event and on its page.")
def _event_resolution(dossier: Dossier) -> Found:
    for event, place in events(dossier):
        page = dossier.pages.get(event.entry or "")
        if page is not None and page.kind == "resolution" and page.is_valid and event.date != page.meta.adopted:
            message = f"{event.id} is dated {event.date}, but resolution {page.id} was adopted on {page.meta.adopted}"
            yield place.path, place.line("date"), message, "correct one of the two"


_SYMBOL = re.compile(r"[A-Z](?<![\w/.:-].)(?:[A-Z]*(?:/[A-Z][A-Za-z]*\.?\d*)*/\d+[\w/.]*(?<![./])|[A-Za-z]{1,3}\.\d+)")
_NUMBERED = re.compile(r"\bresolutions? (\d{3,4}) \(", re.IGNORECASE)


@page_rule("symbols", "Every document symbol in a text occurs in the bibliography.")
def _symbols(dossier: Dossier) -> Found:
    known = _known_symbols(dossier)
    for text, _ in all_texts(dossier):
        for match in _SYMBOL.finditer(text.markdown):
            if match[0] not in known:
                message = f"no document in the bibliography has the symbol “{match[0]}”"
                yield text.path, text.line_at(match.start()), message, "check it, or name the document in the bibliography"


def _known_symbols(dossier: Dossier) -> set[str]:
    items = dossier.source.references.values()
    texts = [_words_of(item) for item in items]
    numbers = {number for text in texts for number in _NUMBERED.findall(text)}
    texts += [dossier.source.report.symbol, *(item.official for item in items), *map(card_text, dossier.entries.values())]
    found = {symbol for text in texts for symbol in _SYMBOL.findall(text)}
    found.update(symbol for item in items for symbol in re.findall(r"(?<=/)[A-Z]+(?:/[A-Z]*\.?\d*)*/\d+", item.official))
    return found | {f"S/RES/{number}" for number in numbers}


def _words_of(item: Reference) -> str:
    return " | ".join((item.label, item.title, item.annotation, item.note))


@record_rule("official-address", "The official address of a document contains its symbol.")
def _official_address(dossier: Dossier) -> Found:
    for item in dossier.source.references.values():
        found = re.search(r"/((?:[A-Z]+/)+[\w./]+)(?:\(\d{4}\))?$", item.official)
        symbol = found[1] if found else ""
        number = re.sub(r"^[A-Z]+/RES/", "", symbol)
        named = rf"(?<![\w/]){re.escape(symbol)}(?![\w/])|\b{re.escape(number)}\b"
        if symbol and not re.search(named, _words_of(item)):
            message = f"the official address of “{item.key}” is that of {symbol}, which is neither in its label nor in its texts"
            yield item.path, item.line_of("official"), message, "correct the address, or the label"
