"""Changes to claims as an Atom feed (RFC 4287).

It is written with the standard library: the feed is two elements deep, and a library for it would bring a parser of XML in C.
"""

import html
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from dossier.locale import _
from dossier.review.compare import Change, Difference
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
    :param titles: the title of each page that there is
    """

    title: str
    author: str
    subject: str
    page: str
    url: str
    titles: Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """A release, or a finding that it changed.

    :param id: the id of the finding, or nothing for the release
    :param anchor: where on ``page`` the reader is led
    """

    id: str
    title: str
    page: str
    anchor: str
    content: str


def atom(channel: Channel, steps: Iterable[Step], address: Address) -> bytes:
    """The feed of what some releases changed in findings, the newest first.

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
    """An entry for the release, then one for each finding that it changed."""
    title = _("Release {version}").format(version=step.release.version)
    yield Entry("", title, channel.page, step.release.anchor, f"<p>{_summary(step)}</p>")
    for what, changes in step.changes.parts if step.changes else ():
        yield from (_entry(what, change, step, channel) for change in changes)


def _summary(step: Step) -> str:
    if step.changes is None:
        return step.summary
    said = _("Findings: {added} added, {changed} changed, {removed} removed.")
    return said.format(**{what.lower(): len(changes) for what, changes in step.changes.parts})


def _entry(what: str, change: Change, step: Step, channel: Channel) -> Entry:
    said = change.statement
    titles = {
        "Added": _("Added: {name} ({page})"),
        "Changed": _("Changed: {name} ({page})"),
        "Removed": _("Removed: {name} ({page})"),
    }
    title = titles[what].format(name=said.id, page=channel.titles.get(said.where, said.where))
    page, anchor = (said.where, said.id) if change.after else (channel.page, step.release.anchor)
    content = "".join(map(_difference, change.differences)) if what == "Changed" else f"<p>{html.escape(said.text)}</p>"
    return Entry(said.id, title, page, anchor, content)


def _difference(difference: Difference) -> str:
    if not difference.is_prose:
        return f"<p>{difference.name.capitalize()}: {html.escape(difference.exchange)}</p>"
    before, after = compared(difference.before, difference.after)
    was, is_ = difference.terms
    return f"<p>{was}: {_marked(before, 'del')}</p><p>{is_}: {_marked(after, 'ins')}</p>"


def _marked(runs: Iterable[Run], tag: str) -> str:
    return "".join(f"<{tag}>{html.escape(run.text)}</{tag}>" if run.changed else html.escape(run.text) for run in runs)


def _urn(*parts: str) -> str:
    """An id that is the same wherever the site stands."""
    return uuid5(NAMESPACE_URL, "/".join(parts)).urn


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _text(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text
