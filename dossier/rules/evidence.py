"""Rules on the evidence of claims: passages, corrections and references exist, support the claims, and are not lost."""

import re
from collections.abc import Iterator
from pathlib import Path

from dossier.graph import Dossier, findings_stating, support_of
from dossier.model.problem import did_you_mean
from dossier.parser.markup import cited_by, line_in, plain, without_roles
from dossier.parser.quantities import quantities
from dossier.parser.yaml import Place
from dossier.rules.registry import Found, page_rule, record_rule, rule
from dossier.rules.walk import events, figures, findings, passages, roles, texts_of_pages

_ID = re.compile(r"([A-Z](?<![\w/-].)[A-Z]*)-\d+\b")
_OPTIONS = {"passages": ("from", "passage"), "evidence": ("evidence", "evidence"), "corrects": ("corrects", "correction")}
"""The option and the noun for each field of a finding that says what it rests on."""


@rule("unknown-reference", "Every cited document is in the bibliography.")
def _unknown_reference(dossier: Dossier) -> Found:
    known = dossier.source.references
    for path, line, key, cites in (*_cited_by_pages(dossier), *_cited_by_data(dossier)):
        if key not in known:
            cure = did_you_mean(key, known, "use a key of the bibliography, or add an entry there")
            at = line if isinstance(line, int) else line.line_of(key)
            yield path, at, f"{cites.format(f'“{key}”')} is not in the bibliography", cure


_Cited = tuple[Path, int | Place, str, str]
"""The file, the line or the record in which to find it, the key, and a template that says what cites it."""


def _cited_by_pages(dossier: Dossier) -> Iterator[_Cited]:
    for page in dossier.pages.values():
        for statement in page.statements:
            yield from ((page.path, statement.at["evidence"], key, "{}") for key in statement.evidence)
        yield from ((page.path, page.meta_lines["evidence"], key, "{}") for key in page.evidence)
    for page, role in roles(dossier):
        yield from ((page.path, role.line, key, "{}") for key in cited_by([role]))


def _cited_by_data(dossier: Dossier) -> Iterator[_Cited]:
    source, report = dossier.source, dossier.source.report
    for field, key in (("reference", report.reference), ("digest", report.digest)):
        if key:
            yield source.files["report"].path, source.files["report"].line(field), key, "{}"
    for key in source.series.references if source.series else ():
        yield source.files["series"].path, source.files["series"], key, "the series cites {}, which"
    for item in source.references.values():
        if item.repeats:
            yield item.path, item.line_of("repeats"), item.repeats, f"“{item.key}” repeats {{}}, which"
    for passage, place in passages(dossier):
        yield from ((place.path, place, key, f"{passage.id} cites {{}}, which") for key in passage.references)
    for event, place in events(dossier):
        yield from ((place.path, place, key, f"{event.id} cites {{}}, which") for key in event.evidence)


@rule("unused-reference", "Every document in the bibliography is cited by a page, the register, an event or the series.")
def _unused_reference(dossier: Dossier) -> Found:
    used = {key for _, _, key, _ in (*_cited_by_pages(dossier), *_cited_by_data(dossier))}
    released = last.findings[::-1] if (last := dossier.source.last_release) else ()
    pages = {key: finding.page for finding in released for key in finding.evidence}
    for key, reference in dossier.source.references.items():
        if key not in used:
            before = f", although {pages[key]} did at the last release" if key in pages else ""
            cure = "restore the citation" if before else "cite it where it supports something, or remove the entry"
            yield reference.path, reference.line, f"nothing cites “{key}”{before}", cure


@rule("unlisted-evidence", "The register lists the evidence of a finding for one of its passages.")
def _unlisted_evidence(dossier: Dossier) -> Found:
    for page, finding in findings(dossier):
        carried = dossier.source.passages_with(finding.passages)
        listed = {key for passage in carried for key in passage.references}
        for key in finding.evidence if carried else ():
            if key in dossier.source.references and key not in listed:
                message = f"the register does not list “{key}” for {' or '.join(finding.passages)}"
                cure = "add it to the passage, saying what it supports, or remove it here"
                yield page.path, finding.at["evidence"], message, cure


@rule("context-evidence", "Neither background references nor the report itself are used as evidence of a finding.")
def _context_evidence(dossier: Dossier) -> Found:
    report, cure = dossier.source.report, "remove it; without other evidence the finding has a single source"
    for page, finding in findings(dossier):
        for item in dossier.source.cited(finding.evidence):
            if item.key == report.reference:
                yield page.path, finding.at["evidence"], f"“{item.key}” is the report, which cannot support itself", cure
            elif item.tier == report.background:
                yield page.path, finding.at["evidence"], f"“{item.key}” is {item.tier}: it is not about the claim itself", cure


@rule("unknown-passage", "The passages that findings and events name are in the register.")
def _unknown_passage(dossier: Dossier) -> Found:
    known, cure = dossier.source.passages, "use the id of a passage in the source folder"
    for page, finding in findings(dossier):
        for id in [id for id in finding.passages if id not in known]:
            yield page.path, finding.at["from"], f"“{finding.id}” names {id}, which is not in the register", cure
    for event, place in events(dossier):
        for id in [id for id in event.passages if id not in known]:
            yield place.path, place.line("passages"), f"{event.id} names {id}, which is not in the register", cure


@page_rule("unknown-id", "Text that looks like the id of a passage is one.")
def _unknown_id(dossier: Dossier) -> Found:
    for text in texts_of_pages(dossier):
        bare = without_roles(text.markdown) if _ID.search(text.markdown) else ""
        for match in _ID.finditer(bare):
            if match[1] in dossier.source.sections and match[0] not in dossier.source.passages:
                message = f"“{match[0]}” is not a passage of the register"
                yield text.path, text.line_at(match.start()), message, "use the id of a passage in the source folder"


@rule("coverage", "Every passage is covered by a finding.")
def _coverage(dossier: Dossier) -> Found:
    for passage, place in passages(dossier):
        if not dossier.findings_from[passage.id]:
            yield place.path, place.line("id"), f"no finding covers {passage.id}", f"write a finding with “:from: {passage.id}”"


@rule("unknown-correction", "A finding applies only corrections of its own passages.")
def _unknown_correction(dossier: Dossier) -> Found:
    for page, finding in findings(dossier):
        for id in finding.corrects:
            known = dossier.corrections.get(id)
            if not known or (known[0].id not in finding.passages and dossier.source.passages.keys() >= {*finding.passages}):
                why = f"belongs to {known[0].id}" if known else "is not in the register"
                cure = "name corrections of the passages given in “:from:”"
                yield page.path, finding.at["corrects"], f"“{finding.id}” applies {id}, which {why}", cure


@rule("uncorrected", "Every corrected reading of high or medium confidence is applied by a finding.")
def _uncorrected(dossier: Dossier) -> Found:
    applied = {id for finding in dossier.findings.values() for id in finding.record.corrects}
    for passage, place in passages(dossier):
        for index, note in enumerate(passage.corrections):
            if note.reading and note.confidence != "low" and note.id not in applied:
                cure = f"state the corrected reading in a finding on {passage.id} and add “:corrects: {note.id}”"
                yield place.path, place.line("corrections", index, "id"), f"no finding applies correction {note.id}", cure


@record_rule("rejected-number", "A finding does not repeat the number that the correction which it applies has replaced.")
def _rejected_number(dossier: Dossier) -> Found:
    for page, finding in findings(dossier):
        for note in [dossier.corrections[id][1] for id in finding.corrects if id in dossier.corrections]:
            read = quantities(note.reading)
            kinds, kept = {quantity.kind for quantity in read}, {quantity.key for quantity in read}
            rejected = {quantity.key for quantity in quantities(note.digest) if quantity.kind in kinds} - kept
            for quantity in [each for each in quantities(plain(finding.text)) if each.key in rejected]:
                line = finding.line + line_in(finding.text, quantity.start)
                message = f"“{finding.id}” applies {note.id}, but still has the number “{quantity.shown}”"
                yield page.path, line, message, f"write the number of its reading, “{note.reading}”"


@rule("figure-support", "A figure of the digest has the same support as every finding that states it.")
def _figure_support(dossier: Dossier) -> Found:
    cure = "name the evidence in both places, or in neither; split a finding of which only half is supported"
    for passage, figure, place in figures(dossier):
        support = support_of(dossier, figure)
        for finding in findings_stating(dossier, passage, figure):
            is_known = dossier.source.references.keys() >= {*finding.record.evidence}
            if is_known and not support.is_of_record and finding.support.id != support.id:
                also = f"“{finding.id}”, which states it, is “{finding.support.label}”"
                yield place.path, place.line("id"), f"{figure.id} is “{support.label}”, but {also}", cure


@rule("lost-support", "A finding keeps the support that it had at the last release, unless an exception gives a reason.")
def _lost_support(dossier: Dossier) -> Found:
    known = dossier.source.passages | dossier.source.references | dossier.corrections
    for snapshot in last.findings if (last := dossier.source.last_release) else ():
        finding = dossier.findings.get(snapshot.id)
        if finding is None or not finding.record.passages:
            continue
        for field, (option, noun) in _OPTIONS.items():
            values = getattr(finding.record, field)
            for value in getattr(snapshot, field) if known.keys() >= {*values} else ():  # another rule reports an unknown value
                if value not in values:
                    line = finding.record.at.get(option, finding.record.at[""])
                    message = f"“{snapshot.id}” was released with the {noun} {value}, but no longer names it"
                    yield finding.page.path, line, message, f"restore it in “:{option}:”, or give the reason in exceptions.yaml"
