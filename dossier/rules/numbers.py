"""Rules on numbers: every number occurs in its sources, with the same qualifiers."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from dossier.graph import Dossier, Index
from dossier.locale import measured
from dossier.model.kinds import EntryMeta, card_text, kind_of
from dossier.model.page import Page
from dossier.model.source import Figure, Passage
from dossier.parser.markup import cited_by, line_in, mentions, plain
from dossier.parser.quantities import Quantity, QuantityKey, quantities
from dossier.parser.yaml import Place
from dossier.rules.registry import ANNOTATE, Found, page_rule, record_rule, rule
from dossier.rules.sources import LIMITS, REACH, Claim, Stated, citing_texts, claims, is_limited, sources_of_event, texts_of
from dossier.rules.walk import all_texts, events, findings, inline, on_the_report, passages, pictures, provisions

_FOUR_DIGITS, _LONG_NUMBER = re.compile(r"(?<![\d,.])\d{4}(?![\d,])"), re.compile(r"\d(?<![\w.,:/#-].)\d{4,}(?![\w/-]|[.,]\w)")
_COUNTED = ("number", "percent", "money")
COUNTS = 12
"""Maximum value of a number in words that may count items on the page, such as "two parts" or "the third of them"."""


def _located(text: str) -> Iterator[tuple[Quantity, str]]:
    """Yield the quantities of a Markdown text, each with the text before it."""
    shown = plain(text)
    return ((quantity, shown[: quantity.start]) for quantity in quantities(shown))


def _is_count(quantity: Quantity) -> bool:
    """Return whether a number may count items on the page, and so needs no source outside claims."""
    in_words = not any(character.isdigit() for character in quantity.shown)
    return in_words and quantity.high is None and quantity.kind in ("number", "ordinal", "times") and quantity.value <= COUNTS


def _unstated(text: str, first: int, stated: Stated) -> Iterator[tuple[Quantity, int]]:
    """Yield the quantities of a text that its sources do not state, with their lines."""
    return ((each, first + line_in(text, each.start)) for each, before in _located(text) if not stated.has(each.key, before))


@record_rule("numbers", "Every number, share, sum and date in a finding is stated by its passages or its evidence.")
def _numbers(dossier: Dossier) -> Found:
    cure = "check it against the passage, or declare it in the register as a figure or a date"
    for page, finding in findings(dossier):
        texts = [text for passage in dossier.source.passages_with(finding.passages) for text in texts_of(passage)]
        stated = Stated(texts, dossier.source.figures_of(finding.passages), dossier.source.cited(finding.evidence))
        for quantity, line in _unstated(finding.text, finding.line, stated):
            yield page.path, line, f"“{quantity.shown}” in “{finding.id}” is in none of its sources", cure


@record_rule("provision-numbers", "Every number, share, sum and date in a provision is stated by its evidence.")
def _provision_numbers(dossier: Dossier) -> Found:
    for page, provision in provisions(dossier):
        known = dossier.source.cited(provision.evidence)
        for quantity, line in _unstated(provision.text, provision.line, Stated(references=known)):
            yield page.path, line, f"“{quantity.shown}” is in none of the sources named", ANNOTATE
        texts = " ".join(f"{item.title} {item.annotation} {item.note}" for item in known) if provision.paragraph else ""
        for number in set(re.findall(r"\d+", provision.paragraph)) - set(re.findall(r"\d+", texts)):
            yield page.path, provision.at["paragraph"], f"paragraph {number} is in none of the sources named", ANNOTATE


@page_rule("summary-numbers", "Every number in a summary is stated by the page or its evidence.")
def _summary_numbers(dossier: Dossier) -> Found:
    for page in on_the_report(dossier):
        summary = page.meta.summary
        stated = Stated(_summary_sources(dossier, page), references=dossier.source.cited(page.evidence))
        for quantity, _line in _unstated(summary, 0, stated):
            if page.kind or not _is_count(quantity):
                message = f"“{quantity.shown}” in the summary is in no claim of the page, nor in evidence in its front matter"
                yield page.path, page.front_line("summary", quantity.shown), message, "check it, or state it in a finding"


_TALLY = re.compile(r"(?<!\d)\d{1,3}(?:-\d{1,3}){2,}")
"""Numbers joined by hyphens, such as a vote; what they mean, only a rule of the site knows."""


@record_rule("field-numbers", "Every number and date in a field of a kind is stated by the evidence or a claim of the page.")
def _field_numbers(dossier: Dossier) -> Found:
    for page in dossier.entries.values():
        keys = [*page.evidence, *(key for statement in page.statements for key in statement.evidence)]
        texts = [page.title, dossier.source.report.date, *(plain(each.text, dossier.labels) for each in page.statements)]
        stated = Stated(texts, references=dossier.source.cited(keys))
        for field in page.meta_lines.keys() - EntryMeta.model_fields.keys() - kind_of(page).links.keys():
            value = f"{getattr(page.meta, field)}"
            for quantity, before in _located(_TALLY.sub("", value)) if value not in dossier.source.references else ():
                if not (_is_count(quantity) or _states(stated, quantity, before)):
                    message = f"“{quantity.shown}” in “{field}” is in no evidence or claim of the page"
                    full = (quantity.value * scale for scale in (1e3, 1e6, 1e9))  # a source may say "42 million"
                    cures = (f"write the number out, as {each:.0f}" for each in full if stated.has((quantity.kind, each, None)))
                    yield page.path, page.front_line(field), message, next(cures, ANNOTATE)


_GROUPED = re.compile(r"(?<=\d)[.,\s](?=\d{3}(?!\d))")
_WITH_SCALE = re.compile(r"(\d+)([万亿]?)")
_SCALE = {"": 1, "万": 10_000, "亿": 100_000_000}
"""Characters that follow a number and multiply it."""


@rule(
    "translated-numbers",
    "On a page in another language, numbers in a paragraph or item that links to a finding are those of the finding.",
)
def _translated_numbers(dossier: Dossier) -> Found:
    for page in (page for page in dossier.pages.values() if page.language):
        for block in inline(page):
            linked = [each.target for each in mentions(block.text, block.line) if each.role == "finding"]
            texts = [dossier.findings[id].text for id in linked if id in dossier.findings]
            stated = {bound for text in texts for quantity in quantities(text) for bound in quantity.bounds}
            stated |= {number for text in texts for number, _shown in _translated(text)}
            for number, shown in _translated(plain(block.text)) if texts else ():
                if number not in stated:
                    message = f"“{shown}” is in none of the findings that are linked here"
                    yield page.path, block.line, message, f"compare the translation with {' and '.join(linked)}"


def _translated(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers in digits of a text in any language, whatever separates their thousands."""
    yield from ((int(match[1]) * _SCALE[match[2]], match[0]) for match in _WITH_SCALE.finditer(_GROUPED.sub("", text)))


def _summary_sources(dossier: Dossier, page: Page) -> Iterator[str]:
    yield from _claims_on(dossier, page)
    yield f"{page.title} | {dossier.source.report.date} | {card_text(page)}"
    if not page.kind:
        yield from (plain(block.text, dossier.labels) for block in inline(page))


def _claims_on(dossier: Dossier, page: Page) -> Iterator[str]:
    """Yield the claims of a page and the findings that concern it."""
    yield from (plain(statement.text, dossier.labels) for statement in page.statements)
    yield from (finding.text for finding in dossier.findings_about[page.key])


@page_rule(
    "prose-numbers",
    "A number in a text, list or table is stated by a source cited in the same paragraph or row, or by a claim of the page.",
)
def _prose_numbers(dossier: Dossier) -> Found:
    cure = "cite a source whose annotation states it, or move it to a finding or provision"
    for page in (page for page in on_the_report(dossier) if page.is_valid):
        blocks = [block for block in inline(page) if quantities(plain(block.text))]
        lines = Index((block.line, block.text) for block in inline(page))  # of a row of a table, the text of each cell
        rows = {line: texts[0] for line, texts in lines.items() if len(texts) > 1 and texts[0].strip("*").isdigit()}
        own = Stated(_own_texts(dossier, page, rows), references=dossier.source.cited(page.evidence))
        for block in blocks:
            stated = (_beside(dossier, page, block.line, lines), *(() if rows.get(block.line) == block.text else (own,)))
            for quantity, before in _located(block.text):
                if not (_is_count(quantity) or any(_states(source, quantity, before) for source in stated)):
                    message = f"“{quantity.shown}” is in no source cited next to it, and in no claim of the page"
                    yield page.path, block.line + line_in(block.text, quantity.start), message, cure


def _states(stated: Stated, quantity: Quantity, before: str) -> bool:
    """Return whether a source states a quantity; a bare number may stand for an ordinal, such as that of a report in a series."""
    return stated.has(quantity.key, before) or (quantity.kind == "number" and stated.has(("ordinal", *quantity.bounds), before))


def _own_texts(dossier: Dossier, page: Page, rows: dict[int, str]) -> Iterator[str]:
    """Yield what may be stated anywhere on a page.

    This covers its claims and numbered rows, the date and title of the report, the size of the register and release versions.
    """
    report = dossier.source.report
    numbers = sorted(int(text.strip("*")) for text in rows.values())
    yield from (report.date, report.title, f"{len(dossier.source.passages)}", *(each.version for each in dossier.source.releases))
    yield from (f"{number} | {numbers[0]} to {numbers[-1]} | {number}th" for number in numbers)
    yield from _claims_on(dossier, page)
    yield card_text(page)


def _beside(dossier: Dossier, page: Page, line: int, lines: dict[int, list[str]]) -> Stated:
    """Return what the things named in the same paragraph or row state; for a heading, those on the whole page."""
    heads = any(heading.line == line for heading in page.headings)
    row = [text for texts in lines.values() for text in texts] if heads else lines[line]
    named = list(mentions(" | ".join(row), 1))
    texts = [str(len(dossier.source.passages_by_section[code])) for code in dossier.source.sections.keys() & set(row)]
    texts += [dossier.labels.get(mention.key, "") for mention in named]
    carrying = dossier.source.passages_with(mention.target for mention in named if mention.role == "passage")
    texts += [text for passage in carrying for text in texts_of(passage)]
    ids = (mention.target for mention in named if mention.role == "finding")
    texts += [dossier.findings[id].text for id in ids if id in dossier.findings]
    return Stated(texts, references=dossier.source.cited(cited_by(named)))


@rule("picture-numbers", "Every number in the text of a picture is one of its figures.")
def _picture_numbers(dossier: Dossier) -> Found:
    cure = "correct it, or remove it: the drawing takes its numbers from the register"
    for page, request, block in pictures(dossier):
        stated = Stated(figures=[dossier.figures[row.id][1] for row in request.rows if row.id in dossier.figures])
        at = next((line for name, _, line in block.options if name == "summary"), block.line)
        texts = [(request.title, block.line), (request.summary, at)]
        texts += [(row.label, block.first + row.line) for row in request.rows]
        for quantity, line in (found for text in texts for found in _unstated(*text, stated)):
            if not _is_count(quantity):
                yield page.path, line, f"“{quantity.shown}” is not the number of a figure in this picture", cure


@record_rule("paraphrase-numbers", "A number in a paraphrase is a figure or a date of the passage, or is stated by its evidence.")
def _paraphrase_numbers(dossier: Dossier) -> Found:
    for passage, place in _with_known_references(dossier):
        _paraphrase, *texts = texts_of(passage)
        texts += [note.digest for note in passage.corrections] + [figure.subject for figure in passage.figures]
        stated = Stated([*texts, dossier.source.report.date], passage.figures, dossier.source.cited(passage.references))
        open_ = any(figure.bounds[0] is None for figure in passage.figures)
        for quantity, _line in _unstated(passage.paraphrase, 0, stated):
            if quantity.kind != "many" or not open_:
                message = f"“{quantity.shown}” in the paraphrase of {passage.id} is neither a figure nor a date of the passage"
                line = place.line_of(quantity.shown, "paraphrase")
                yield place.path, line, message, "correct it, or declare it under “figures” or “dates”"


@record_rule(
    "register-numbers", "Numbers in the register are stated by their passage or evidence, and dates by those or by a finding."
)
def _register_numbers(dossier: Dossier) -> Found:
    for passage, place in _with_known_references(dossier):
        for text, location, stated in _notes(passage, dossier):
            for quantity, _line in _unstated(text, 0, stated):
                if not _is_count(quantity):
                    message = f"“{quantity.shown}” is neither in {passage.id} nor in the evidence named there"
                    yield place.path, place.line_of(quantity.shown, *location), message, ANNOTATE


def _with_known_references(dossier: Dossier) -> Iterator[tuple[Passage, Place]]:
    return (each for each in passages(dossier) if dossier.source.references.keys() >= {*each[0].references})


def _notes(passage: Passage, dossier: Dossier) -> Iterator[tuple[str, tuple[int | str, ...], Stated]]:
    """Yield the texts to check, each with its location and its sources; for text about a reference, only that reference."""
    report, known = dossier.source.report, dossier.source.cited(passage.references)
    texts = [report.date, *texts_of(passage), *(f"{item.label} | {item.publisher} | {item.note}" for item in known)]
    undeclared = Stated(texts, (), [*known, *dossier.source.cited([report.digest])])
    stated = Stated(texts, passage.figures, [*known, *dossier.source.cited([report.digest])])
    dates = [f"{dated.date} {dated.what}" for dated in passage.dates]
    own = Stated([passage.paraphrase, report.date, *dates], passage.figures, known)
    for index, dated in enumerate(passage.dates):
        texts = [passage.paraphrase, *(finding.text for finding in dossier.findings_from[passage.id])]
        yield dated.date, ("dates", index, "date"), Stated(texts, (), dossier.source.cited(dated.evidence or passage.references))
    for index, note in enumerate(passage.corrections):
        yield note.reading, ("corrections", index, "reading"), own
        yield note.digest, ("corrections", index, "digest"), stated
        yield note.note, ("corrections", index, "note"), stated
    for index, figure in enumerate(passage.figures):
        yield figure.subject, ("figures", index, "subject"), stated
        if len(figure.as_of) > len("2017"):
            yield figure.as_of, ("figures", index, "as_of"), undeclared
        yield figure.note, ("figures", index, "note"), stated
    for index, item in enumerate(passage.evidence):
        references = dossier.source.cited([item.reference])
        yield item.supports, ("evidence", index), Stated([each.note for each in references], references=references)
    yield from ((tie.why, ("ties", index), stated) for index, tie in enumerate(passage.ties))
    yield passage.notes, ("notes",), stated


@record_rule("event-source", "The date of an event and the numbers in its text are stated by something that the event names.")
def _event_source(dossier: Dossier) -> Found:
    for event, place in events(dossier):
        texts = [dossier.source.report.title, dossier.source.report.date, *sources_of_event(dossier, event)]
        stated = Stated(texts, references=dossier.source.cited(event.evidence))
        for field, text in (("date", event.date), ("title", event.title), ("text", event.text)):
            for quantity, _line in _unstated(text, 0, stated):
                message = f"“{quantity.shown}” in {event.id} is in nothing that the event names"
                yield place.path, place.line_of(quantity.shown, field), message, "check it, and name evidence that states it"


@rule("paragraph", "The paragraph of a passage is given only if its evidence gives it.")
def _paragraph(dossier: Dossier) -> Found:
    for passage, place in passages(dossier):
        known = dossier.source.cited([*passage.references, dossier.source.report.reference])
        texts = " ".join(f"{item.annotation} {item.note}" for item in known)
        for number in re.findall(r"\d+", str(passage.paragraph or "")):
            if not re.search(rf"\bparagraphs? (?:\d+(?:, | and | to |-))*{number}\b", texts, re.IGNORECASE):
                cure = "write null, or name the paragraph in the annotation of the evidence"
                yield place.path, place.line("paragraph"), f"paragraph {number} of {passage.id} is not in its evidence", cure


@record_rule("qualifier", "A number keeps its qualifier, such as “up to”, “about” or “at least”, and gets no other.")
def _qualifier(dossier: Dossier) -> Found:
    for path, line, quantity, before, figures in _limited(dossier):
        limits = [figure for figure in figures if figure.bounds == quantity.bounds]
        if limits and (wrong := _misqualified(limits, before)):
            number = measured(limits[0].bounds, limits[0].limit, limits[0].unit)
            yield path, line, f"“{quantity.shown}” is given {wrong}", f"write “{number}”"


def _limited(dossier: Dossier) -> Iterator[tuple[Path, int, Quantity, str, list[Figure]]]:
    """Yield each number that a figure may qualify: its file and line, the text before it, and the figures."""
    for page, finding in findings(dossier):
        figures = dossier.source.figures_of(finding.passages)
        for quantity, before in _located(finding.text) if figures else ():
            yield page.path, finding.line + line_in(finding.text, quantity.start), quantity, before, figures
    for page in dossier.entries.values():
        summary = page.meta.summary
        ids = [id for finding in dossier.findings_about[page.key] for id in finding.record.passages]
        for quantity in quantities(summary):
            line = page.front_line("summary", quantity.shown)
            yield page.path, line, quantity, summary[: quantity.start], dossier.source.figures_of(ids)
    for passage, place in passages(dossier):
        for quantity in quantities(passage.paraphrase) if passage.figures else ():
            line = place.line_of(quantity.shown, "paraphrase")
            yield place.path, line, quantity, passage.paraphrase[: quantity.start], list(passage.figures)


def _misqualified(figures: list[Figure], before: str) -> str:
    """Return how the words before a number differ from the qualifiers of all figures with that number, or an empty string."""
    figure, words = figures[0], {each.limit for each in figures}
    if "" not in words and not any(is_limited(before, word) for word in words):
        return f"without “{figure.qualifier}”, the qualifier of {figure.id}"
    for word in ("up to", "at least"):
        if word not in words and is_limited(before, word):
            return f"with words that mean “{word}”, which is not the qualifier of {figure.id}"
    return ""


@record_rule("limit", "A number in a claim has the same qualifier as in its sources: “up to”, “about”, “at least”.")
def _limit(dossier: Dossier) -> Found:
    return _otherwise_limited(claims(dossier))


@page_rule("prose-limit", "A number in a text that cites a source has the same qualifier as there.")
def _prose_limit(dossier: Dossier) -> Found:
    return _otherwise_limited(citing_texts(dossier))


def _otherwise_limited(texts: Iterable[Claim]) -> Found:
    for claim in texts:
        for quantity in quantities(claim.text):
            if quantity.kind not in _COUNTED or quantity.bounds in claim.figures:
                continue
            here = claim.text[: quantity.start]
            if word := _other_limit(here, claim.sources, quantity.key):
                limited = is_limited(here, word)
                message = f"“{quantity.shown}” is given {'with' if limited else 'without'} words that mean “{word}”"
                cure = "remove them: its sources do not have them" if limited else "add them: its sources have them"
                yield claim.path, claim.line_of(quantity.start), message, cure


@lru_cache(maxsize=1 << 13)
def _before(text: str) -> Index[QuantityKey, str]:
    """Return the quantities of a text, each with the text before each of its occurrences."""
    return Index((found.key, text[max(0, found.start - REACH) : found.start]) for found in quantities(text))


def _other_limit(here: str, sources: tuple[str, ...], key: QuantityKey) -> str:
    """Return the first qualifier that a number has here and never in its sources, or the reverse; empty if there is none."""
    for word in LIMITS:
        limited = is_limited(here, word)
        alike = (is_limited(text, word) == limited for source in sources for text in _before(source)[key])
        if not any(alike) and any(_before(source)[key] for source in sources):
            return word
    return ""


@page_rule(
    "number-form", "Numbers of five or more digits have thousands separators; numbers of four digits follow their sources."
)
def _number_form(dossier: Dossier) -> Found:
    for text, shown in all_texts(dossier):
        for match in _LONG_NUMBER.finditer(shown):
            yield text.path, text.line_of(match.start(), dossier.labels), *_without_comma(match[0])
    for claim in (*claims(dossier), *citing_texts(dossier)):
        for quantity in quantities(claim.text) if re.search(r"\d{4}", claim.text) else ():
            for digits in _FOUR_DIGITS.findall(quantity.shown):
                separated = f"{int(digits):,}"
                found = (each for source in claim.sources if separated in source for each in quantities(source))
                if any(separated in each.shown and each.key == quantity.key for each in found):
                    yield claim.path, claim.line_of(quantity.start), *_without_comma(digits)


def _without_comma(shown: str) -> tuple[str, str]:
    return f"“{shown}” has no comma as thousands separator", f"write “{int(shown):,}”"
