"""Which pages are out of date although nobody has edited them.

A page shows much that stands elsewhere. A fingerprint of that is kept for each page; where it has changed, the page is written
again. Previews stand in files of their own, which every build brings up to date (``dossier/html/previews.py``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from dossier.build import build_of
from dossier.charts.drawn_on import drawn_on
from dossier.domain import DossierDomain, domain_of
from dossier.editions.offered import Editions
from dossier.export.tables import fingerprint
from dossier.html.contribute import last_change
from dossier.html.navigation import captioned
from dossier.model.page import Page
from dossier.parser.source import Source
from dossier.rules.markup import all_mentions
from dossier.views import references

_EXPORTED = ("figures", "timeline", "discrepancies", "downloads", "counts", "retired", "changes", "labels", "columns")
"""Views that show much of what is exported."""


class Prints(dict[str, str]):
    """A fingerprint of what each page draws from elsewhere in this build, by docname."""


def code_version() -> int:
    """A number that changes with the code of the extension, so that what older code has read is read again."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return int(digest.hexdigest()[:12], 16)


def reread_registers(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Say which pages print a section that has other passages than at the last build (``env-get-outdated``)."""
    domain = domain_of(env)
    before, now = domain.sections, build_of(env).source.passages_by_section
    domain.data["sections"] = now
    printed = [(block.argument, page) for page in domain.pages.values() for block in page.blocks if block.name == "passages"]
    return [page.docname for code, page in printed if before.get(code) != now.get(code)]


def rewrite(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Take the fingerprints of all pages, and say which have changed since their last writing.

    Those of that writing are forgotten until this one is done, so that a build which is cut off is made good by the next.
    """
    path, domain = _prints(app), domain_of(env)
    frame, sums = _frame(env), _sums(build_of(env).source)
    fresh = Prints({docname: _print_of(domain, docname, frame, sums) for docname in sorted(env.found_docs)})
    build_of(env).keep(fresh)
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.unlink(missing_ok=True)
    return [docname for docname, print_ in fresh.items() if before.get(docname) != print_]


def keep_prints(app: Sphinx, exception: Exception | None) -> None:
    """Keep the fingerprints of pages that have all been written (``build-finished``)."""
    if exception is None:
        _prints(app).write_text(json.dumps(build_of(app.env).part(Prints)), encoding="utf-8")


def _prints(app: Sphinx) -> Path:
    return Path(app.doctreedir, f"{app.builder.name}.prints.json")


def _sums(source: Source) -> dict[str, str]:
    """A checksum of each passage, by its id, and of each reference, by its key: many pages draw on each."""
    records = {**source.passages, **source.references}
    return {id: hashlib.sha256(repr(record).encode()).hexdigest() for id, record in records.items()}


def _print_of(domain: DossierDomain, docname: str, frame: str, sums: Mapping[str, str]) -> str:
    """A fingerprint of everything that a page shows and that stands elsewhere.

    :param frame: a fingerprint of what stands around the text of every page
    :param sums: the checksums of passages and references
    """
    digest = hashlib.sha256(f"{frame} {last_change(domain.env, docname)}".encode())
    page = build_of(domain.env).dossier.pages.get(docname)
    if page is not None:
        for part in _drawn_on(domain, page, sums):
            digest.update(repr(part).encode())
    return digest.hexdigest()


def _term(domain: DossierDomain, name: str) -> list[object]:
    """Where a term is explained."""
    term = build_of(domain.env).dossier.terms.get(name.lower())
    return [domain.env.domains.standard_domain.objects.get(("term", known)) for known in term.names] if term else []


def _frame(env: BuildEnvironment) -> str:
    dossier = build_of(env).dossier
    titles = [(docname, env.titles[docname].astext()) for docname in sorted(env.titles)]
    lists = [
        (page.docname, block.argument)
        for page in dossier.pages.values()
        for block in page.blocks
        if block.name in references.LISTS
    ]
    tree = (list(captioned(env)), sorted(env.toctree_includes.items()))
    shown = repr((titles, tree, lists, dossier.source.report, dossier.labels, dossier.source.releases[-1:]))
    return hashlib.sha256(shown.encode()).hexdigest()


def _drawn_on(domain: DossierDomain, page: Page, sums: Mapping[str, str]) -> Iterator[object]:
    """The records on which the furniture of a page draws."""
    dossier = build_of(domain.env).dossier
    keys = {dossier.source.report.reference, dossier.source.report.digest, *dossier.references_of(page)}
    passages = {id for finding in page.findings for id in finding.passages}
    codes = {block.argument for block in page.blocks if block.name == "passages"}
    passages |= {id for code in codes for id in dossier.source.passages_by_section.get(code, ())}
    passages |= {passage.id for passage, _ in dossier.passages_tied_to(page)}
    for id in sorted(passages):
        passage = dossier.source.passages.get(id)
        yield sums.get(id), dossier.register_page(id) if passage else "", dossier.source.section_of.get(id)
        keys |= passage.references if passage else set()
        if codes:
            yield [
                (finding.id, dossier.text(finding), finding.standing, finding.page.docname)
                for finding in dossier.findings_from(id)
            ]
    yield [sums.get(key) for key in sorted(keys)]
    yield [(mention, domain.find(mention.role, mention.target)) for mention in all_mentions(page)]
    yield [_term(domain, mention.target) for mention in page.mentions if mention.role == "term"]
    if page.kind:
        findings = dossier.findings_on(page.kind, page.id)
        yield [
            (finding.id, dossier.text(finding), finding.standing, finding.page.docname, finding.page.title)
            for finding in findings
        ]
        yield [(entry.docname, entry.title) for group in dossier.related(page.kind, page.id).values() for entry in group]
        yield [part.title for part in dossier.parts_of(page.kind, page.id)]
    if any(block.name in references.LISTS for block in page.blocks):
        for key in sorted(key for key, reference in dossier.source.references.items() if references.prints(page, reference)):
            named = [(passage.id, dossier.register_page(passage.id)) for passage in dossier.passages_naming(key)]
            yield key, [citing.docname for citing in dossier.pages_citing(key)], named
    if any(block.name in ("key-figures", "standings") for block in page.blocks):
        yield [
            (finding.id, dossier.text(finding), finding.standing, finding.page.docname) for finding in dossier.findings.values()
        ]
    if any(block.name == "entries" for block in page.blocks):
        yield [(key, entry.meta, len(dossier.findings_on(*key))) for key, entry in dossier.entries.items()]
    if any(block.name in _EXPORTED for block in page.blocks):
        yield fingerprint(dossier), dossier.source.dataset, dossier.source.ledger
    if any(block.name == "editions" for block in page.blocks):
        yield [(file.name, file.sha256) for file in build_of(domain.env).part(Editions).files]
    yield from drawn_on(dossier, page)
    if any(block.name == "changes" for block in page.blocks):
        standing = [(finding.id, finding.page.docname) for finding in dossier.findings.values()]
        yield dossier.source.releases, dossier.source.ledger.retired, standing
    yield [stone for stone in dossier.source.ledger.retired if stone.stood_on == page.docname]
