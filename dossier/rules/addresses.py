"""Rules on addresses: those that readers are sent to stand in the bibliography, and no mirror is among them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from dossier.graph import Dossier
from dossier.model.page import Page
from dossier.model.problem import Problem
from dossier.rules.registry import rule

_ADDRESS = re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s<>)`\"'\]]+|\bwww\.[\w-]+\.\w[^\s<>)`\"'\]]*", re.IGNORECASE)
_SCHEME = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//)(?!$)", re.IGNORECASE)
_WEB = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?\.?(?:[/?#][^\s<>\"\\{}]*)?")
_UNLINKED = re.compile(r"\b(?:not|never) linked\b|\bprovenance only\b", re.IGNORECASE)


@rule(
    "outside-link",
    "A page sends readers to other sites by citing the bibliography; an actor has its website, if a source of the page is there.",
)
def outside_link(dossier: Dossier) -> Iterator[Problem]:
    """Find addresses in pages, except those that the house style allows."""
    style = dossier.source.style
    unlinked = {_host(item.url) for item in dossier.source.references.values() if not item.linkable}
    for page in dossier.pages.values():
        free = page.is_in(style.free)
        allowed = {*style.addresses, *_website(dossier, page)}
        for address, line in sorted(set(_addresses(page))):
            if address in allowed or (free and address.startswith("https:") and _host(address) not in unlinked):
                continue
            cure = "cite a document of the bibliography with {cite:p}`key`, or add it there"
            yield Problem(Path(page.path), line, "outside-link", f"“{address}” leads to another site", cure)


def _host(address: str) -> str:
    """The host of an address, or nothing, if it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _website(dossier: Dossier, page: Page) -> Iterator[str]:
    """The website that an actor names as its own, if the evidence of its page was read there."""
    website = getattr(page.meta, "website", "")
    site = _host(website).removeprefix("www.")
    for item in dossier.source.known(getattr(page.meta, "evidence", ())):
        if site and item.linkable and f".{_host(item.url)}".endswith(f".{site}"):
            yield website


def _addresses(page: Page) -> Iterator[tuple[str, int]]:
    for mark in page.marks:
        if mark.kind == "link" and _SCHEME.match(mark.target):
            yield mark.target, mark.line
    texts = [(page.front, 2)]
    texts += [(statement.text, statement.line) for statement in page.statements]
    for block in page.blocks:
        if block.kind == "inline":
            texts.append((block.text, block.line))
        elif block.kind == "directive":
            texts.append((f"{block.argument}\n{block.text}", block.line))
    for text, first in texts:
        if "://" in text or "www." in text:
            for match in _ADDRESS.finditer(text):
                yield match[0].rstrip(".,:;"), first + text.count("\n", 0, match.start())


@rule("reference-address", "The addresses of a document are web addresses, and the official one is at an official host.")
def reference_address(dossier: Dossier) -> Iterator[Problem]:
    """Find addresses of the bibliography that are none, and official ones that are not."""
    for item in dossier.source.references.values():
        for name, address in (("url", item.url), ("official", item.official)):
            if address and not _WEB.fullmatch(address):
                message = f"“{address}” is no web address"
                yield Problem(Path(item.path), item.line_of(name), "reference-address", message, "give it from https:// on")
        hosts = dossier.source.style.official
        if item.official and hosts and _host(item.official) not in hosts:
            message = f"“{item.official}” is no official address"
            cure = f"use one at {' or '.join(hosts)}, or make it the “url”"
            yield Problem(Path(item.path), item.line_of("official"), "reference-address", message, cure)


@rule("linked-mirror", "A mirror, wiki or copy is marked link = {false}, and so is whatever its note calls not linked.")
def linked_mirror(dossier: Dossier) -> Iterator[Problem]:
    """Find references whose address would be published although their kind or their note forbids it, or the other way round."""
    kinds = dossier.source.style.unlinked
    references = dossier.source.references
    hosts = {key: _host(item.url) for key, item in references.items()}
    linked = Counter(hosts[key] for key, item in references.items() if item.linkable)
    copies = {hosts[key] for key, item in references.items() if not item.linkable}
    for item in references.values():
        forbidden = item.kind in kinds or _UNLINKED.search(item.note) is not None
        if forbidden and item.linkable:
            message = f"the address of “{item.key}” would be published, although its kind or its note forbids it"
            yield Problem(Path(item.path), item.line, "linked-mirror", message, "add “link = {false},”")
        host = hosts[item.key]
        if not forbidden and item.linkable and host and ("wiki" in host or (host in copies and linked[host] == 1)):
            message = f"the address of “{item.key}” would be published, although nothing else at {host} is linked"
            cure = "correct the address, or add “link = {false},” and say why in the note"
            yield Problem(Path(item.path), item.line_of("url"), "linked-mirror", message, cure)
        if not forbidden and not item.linkable:
            message = f"“{item.key}” is not linked, and does not say why"
            yield Problem(
                Path(item.path), item.line_of("link"), "linked-mirror", message, "say why in its note, after “Not linked: ”"
            )
