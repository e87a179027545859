"""Rules on the bibliography and on addresses: each document is listed once under the right key, and mirrors are never linked."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from dossier.graph import Dossier
from dossier.model.kinds import kind_of
from dossier.model.page import Page
from dossier.model.source import Reference, slug
from dossier.parser.quantities import quantities
from dossier.rules.registry import CORRECT_ONE, Found, page_rule, record_rule, rule
from dossier.rules.walk import directives, inline

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s<>)`\"'\]]+|\bwww\.[\w-]+\.\w[^\s<>)`\"'\]]*", re.IGNORECASE)
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)(?!$)", re.IGNORECASE)
_WEB = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?\.?(?:[/?#][^\s<>\"\\{}]*)?")
_DATE_OF_KEY = re.compile(r"-(\d{4}-\d{2}(?:-\d{2})?)$")


@rule("reference-order", "The entries of the bibliography are sorted by key.")
def _reference_order(dossier: Dossier) -> Found:
    for above, item in pairwise(dossier.source.references.values()):
        if item.key < above.key:
            below = min(key for key in dossier.source.references if key > item.key)
            yield item.path, item.line, f"“{item.key}” comes after “{above.key}”", f"move it up, above “{below}”"


@rule("same-address", "No two documents of the bibliography have the same address, and no address contains tracking parameters.")
def _same_address(dossier: Dossier) -> Found:
    seen: dict[str, str] = {}
    for item in dossier.source.references.values():
        line = item.line_of("url")
        if "utm_" in item.url:
            yield item.path, line, f"“{item.url}” contains tracking parameters", "remove `utm_…`"
        elif item.url and item.url in seen:
            message = f"“{item.key}” has the same address as “{seen[item.url]}”"
            yield item.path, line, message, "correct it, or keep one of the two"
        else:
            seen[item.url] = item.key


@rule("reference-group", "Every document is listed: by {bibliography} with “:all:”, or its kind in exactly one {references}.")
def _reference_group(dossier: Dossier) -> Found:
    asked: dict[str, str] = {}
    if not any(directives(dossier, "bibliography", "references")):
        yield dossier.source.bibliography, 1, "no page lists the documents", "add one with {bibliography} and “:all:”"
    for page, block in directives(dossier, "bibliography"):
        if not any(name == "all" for name, _, _ in block.options):
            yield page.path, block.line, "this {bibliography} does not list all documents", "add “:all:” below it"
    for page, block in directives(dossier, "references"):
        for kind in block.argument.split():
            if kind in asked:
                message = f"references of the kind “{kind}” are also listed at {asked[kind]}"
                yield page.path, block.line, message, "keep one of the two"
            asked.setdefault(kind, f"{page.path}:{block.line}")
    cure = f"use one of {', '.join(sorted(asked))}, or add the kind to a group"
    for item in dossier.source.references.values() if asked else ():
        if item.kind not in asked:
            yield item.path, item.line, f"no group of the bibliography includes the kind “{item.kind}”", cure


@record_rule("reference-date", "The date of a document agrees with its label and its key, and its key with its symbol.")
def _reference_date(dossier: Dossier) -> Found:
    report, place = dossier.source.report, dossier.source.files["report"]
    for item in dossier.source.cited([report.reference]):
        for field, given, wanted in (("symbol", report.symbol, item.label), ("date", report.date, item.date)):
            if wanted and given != wanted:
                message = f"the {field} of the report is {given} here, but {wanted} in the bibliography"
                yield place.path, place.line(field), message, CORRECT_ONE
    for item in dossier.source.references.values():
        wanted = _symbol_key(item.label)
        if wanted not in ("", item.key, item.key.removesuffix("-copy")):
            message = f"the key “{item.key}” does not match “{item.label}”"
            yield item.path, item.line_of("label"), message, f"correct the label, or use “{wanted}”"
        for named, value in _other_dates(item) if wanted != item.key else ():
            if not (item.date.startswith(value) or (item.date and value.startswith(item.date) and named == "key")):
                message = f"the {named} of “{item.key}” gives {value}, but its date is {item.date or 'missing'}"
                yield item.path, item.line_of("date"), message, CORRECT_ONE


def _symbol_key(label: str) -> str:
    """Return the key for a label that is only a document symbol, with or without a remark, or an empty string."""
    found = re.fullmatch(r"((?:[A-Z]+/)+[A-Z0-9./]*\d)(?: \((?:\d{4}|[A-Z]\w+|(?:read in .+ )?copy)\))?", label)
    return slug(found[1]) if found else ""


def _other_dates(item: Reference) -> Iterator[tuple[str, str]]:
    if found := _DATE_OF_KEY.search(item.key):
        yield "key", found[1]
    for quantity in quantities(item.label):
        if quantity.kind == "date":
            digits = f"{quantity.value:.0f}"
            yield "label", "-".join(filter(None, (digits[:4], digits[4:6], digits[6:])))


@record_rule("reference-address", "The addresses of a document are web addresses, and the official one is on an official host.")
def _reference_address(dossier: Dossier) -> Found:
    hosts = dossier.source.style.official
    for item in dossier.source.references.values():
        for name, address in (("url", item.url), ("official", item.official)):
            if address and not (_WEB.fullmatch(address) and _host(address)):
                cure = "give the full address, from https:// on"
                yield item.path, item.line_of(name), f"“{address}” is not a web address", cure
        if item.official and hosts and _host(item.official) not in hosts:
            cure = f"use one at {' or '.join(hosts)}, or make it the “url”"
            yield item.path, item.line_of("official"), f"“{item.official}” is not an official address", cure


def _host(address: str) -> str:
    """Return the host of an address; empty if it has none, or has an invalid port."""
    try:
        parts = urlsplit(address)
        return (parts.port != 0 and parts.hostname) or ""
    except ValueError:
        return ""


@record_rule(
    "linked-mirror",
    "Mirrors, wikis and copies are marked link = {false}, and so are documents whose note says that they are not linked.",
)
def _linked_mirror(dossier: Dossier) -> Found:
    items = dossier.source.references.values()
    linked = Counter(_host(item.url) for item in items if item.linkable)
    copies = {_host(item.url) for item in items if not item.linkable}
    for item in items:
        host = _host(item.url)
        forbidden = item.kind in dossier.source.style.unlinked or item.says_unlinked
        if forbidden and item.linkable:
            message = f"the address of “{item.key}” would be published, although its kind or its note forbids it"
            yield item.path, item.line, message, "add “link = {false},”"
        elif item.linkable and host and ("wiki" in host or (host in copies and linked[host] == 1)):
            message = f"the address of “{item.key}” would be published, although nothing else at {host} is linked"
            yield item.path, item.line_of("url"), message, "correct the address, or add “link = {false},” and say why in the note"
        elif not forbidden and not item.linkable:
            message = f"“{item.key}” is not linked, but does not say why"
            yield item.path, item.line_of("link"), message, "say why in its note, after “Not linked: ”"


@page_rule(
    "outside-link",
    "A page links to other sites only by citing the bibliography, or to an address on its fact card if a source of it is there.",
)
def _outside_link(dossier: Dossier) -> Found:
    style = dossier.source.style
    unlinked = {_host(item.url) for item in dossier.source.references.values() if not item.linkable}
    cure = "cite a document of the bibliography with {cite:p}`key`, or add it there"
    for page in dossier.checked.values():
        allowed = {*style.addresses, *_on_card(dossier, page)}
        for address, line in sorted(set(_addresses(page))):
            free = page.is_in(style.free) and address.startswith("https:") and _host(address) not in unlinked
            if address not in allowed and not free:
                yield page.path, line, f"“{address}” links to another site", cure


def _on_card(dossier: Dossier, page: Page) -> Iterator[str]:
    """Yield the addresses on the fact card of an entry at which evidence of its page was read."""
    read = [_host(item.url) for item in dossier.source.cited(page.evidence) if item.linkable]
    for row in kind_of(page).card(page):
        site = _host(row.address).removeprefix("www.")
        if site and any(f".{host}".endswith(f".{site}") for host in read):
            yield row.address


def _addresses(page: Page) -> Iterator[tuple[str, int]]:
    """Yield the addresses on a page, in links and in text, with their lines."""
    yield from ((mark.target, mark.line) for mark in page.marks if mark.kind == "link" and _SCHEME.match(mark.target))
    texts = [(page.front, 2), *((statement.text, statement.line) for statement in page.statements)]
    texts += [(block.text, block.line) for block in inline(page)]
    texts += [(f"{block.argument}\n{block.text}", block.line) for block in page.blocks if block.kind == "directive"]
    for text, first in texts:
        for match in _ADDRESS.finditer(text) if "://" in text or "www." in text else ():
            yield match[0].rstrip(".,:;"), first + text.count("\n", 0, match.start())
