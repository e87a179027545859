"""Changes to claims as an Atom feed (RFC 4287).

It is written with the standard library: the feed is two elements deep, and a library for it would bring a parser of XML in C.
"""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from dossier.model.release import Snapshot
from dossier.review.compare import Change
from dossier.review.releases import Step
from dossier.review.words import Run, compared

NAMESPACE = "http://www.w3.org/2005/Atom"

Address = Callable[[str, str], str]
"""The address of a place from a page's name, without suffix, and an anchor on it."""


@dataclass(frozen=True)
class Channel:
    """What a feed says of itself.

    :param subject: the symbol of the report, of which the ids of the feed and of its entries are made
    :param page: the page, without suffix, that lists the same changes
    :param url: where the feed itself stands, if that is known
    """

    title: str
    author: str
    subject: str
    page: str
    url: str


@dataclass(frozen=True)
class Entry:
    """One thing that a release changed.

    :param id: what it is about: the id of a finding, or nothing for the release as a whole
    :param anchor: where on ``page`` the reader is led
    """

    id: str
    title: str
    page: str
    anchor: str
    content: str


def atom(channel: Channel, steps: Iterable[Step], address: Address) -> bytes:
    """The feed of some releases, the newest first.

    Its dates are the days of the releases, at midnight UTC, so that the same releases give the same bytes.
    """
    steps = list(steps)
    feed = ET.Element("feed", xmlns=NAMESPACE)
    _text(feed, "id", _urn(channel.subject))
    _text(feed, "title", channel.title)
    _text(feed, "updated", _moment(steps[0].release.date))
    _text(ET.SubElement(feed, "author"), "name", channel.author)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=address(channel.page, ""))
    if channel.url:
        ET.SubElement(feed, "link", rel="self", type="application/atom+xml", href=channel.url)
    for step in steps:
        for entry in _entries(step, channel):
            made = ET.SubElement(feed, "entry")
            _text(made, "id", _urn(channel.subject, step.release.version, entry.id))
            _text(made, "title", entry.title)
            _text(made, "updated", _moment(step.release.date))
            ET.SubElement(made, "link", rel="alternate", type="text/html", href=address(entry.page, entry.anchor))
            _text(made, "content", entry.content, type="html")
    ET.indent(feed, " ")
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entries(step: Step, channel: Channel) -> Iterator[Entry]:
    version = step.release.version
    if step.changes is None:
        title = f"Release {version}: {len(step.release.findings)} findings first published"
        yield Entry("", title, channel.page, step.anchor, f"<p>{title}.</p>")
        return
    for snapshot in step.changes.added:
        yield Entry(snapshot.id, _title("Added", snapshot), snapshot.page, snapshot.id, f"<p>{html.escape(snapshot.text)}</p>")
    for change in step.changes.changed:
        after = change.after
        yield Entry(after.id, _title("Changed", after), after.page, after.id, _content(change))
    for snapshot in step.changes.removed:
        yield Entry(snapshot.id, _title("Removed", snapshot), channel.page, step.anchor, f"<p>{html.escape(snapshot.text)}</p>")


def _title(what: str, snapshot: Snapshot) -> str:
    return f"{what}: {snapshot.id} ({snapshot.title})"


def _content(change: Change) -> str:
    parts = []
    if change.says_otherwise:
        before, after = compared(change.before.text, change.after.text)
        parts += [f"<p>Before: {_marked(before, 'del')}</p>", f"<p>After: {_marked(after, 'ins')}</p>"]
    for name, old, new in change.aspects():
        parts.append(f"<p>{name}: {html.escape(', '.join(old) or 'none')}; now {html.escape(', '.join(new) or 'none')}</p>")
    return "".join(parts)


def _marked(runs: Iterable[Run], tag: str) -> str:
    return "".join(f"<{tag}>{html.escape(run.text)}</{tag}>" if run.changed else html.escape(run.text) for run in runs)


def _urn(*parts: str) -> str:
    """An id that is the same wherever the site stands."""
    return uuid5(NAMESPACE_URL, "/".join(parts)).urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text
