"""Changes as Markdown, for reviewers of a pull request."""

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from dossier.locale import capitalized
from dossier.model.publication import Statement
from dossier.review.compare import ASPECTS, Change, Comparison, Difference, Run, compared
from dossier.review.statements import State


def review(comparison: Comparison, limit: int = 0) -> str:
    """Return the changes as Markdown, most serious first.

    :param limit: maximum length in characters; parts beyond it are only counted; 0 for no limit
    """
    blocks = [*_head(comparison), *_changes(comparison), *_lines(comparison)]
    shown: list[str] = []
    for block in blocks:
        if not limit or sum(map(len, shown)) + len(block) <= limit:
            shown.append(block)
    if left := len(blocks) - len(shown):
        shown.append(f"… and {left} more {'part' if left == 1 else 'parts'}, which `make diff` shows.\n")
    return "\n".join(shown)


def _head(comparison: Comparison) -> Iterator[str]:
    yield "## What this changes\n"
    for state, name in ((comparison.before, "older"), (comparison.after, "newer")):
        if state.broken:
            unread = f"The {name} version cannot be read in full by the current rules (faults in its data: {state.broken})"
            yield f"{unread}: derived values, such as support, are not compared.\n"
    changes = comparison.changes
    if not changes and not comparison.lines and not comparison.renamed:
        yield "No statement has changed.\n"
        return
    counts = Counter(change.aspects[0] for change in changes)
    kinds = ", ".join(f"{ASPECTS[aspect].lower()} {counts[aspect]}" for aspect in ASPECTS if counts[aspect])
    yield f"Statements: {changes}{f' ({kinds})' if kinds else ''}. Numbers and dates are in **bold**.\n"
    if pages := [*_pages(comparison)]:
        yield "\n".join(pages) + "\n"


def _pages(comparison: Comparison) -> Iterator[str]:
    before, after, renamed = comparison.before, comparison.after, comparison.renamed
    yield from (f"- Renamed: page {_code(old)} is now {_code(new)}." for old, new in renamed.items())
    yield from (f"- Removed: page {_code(page)}." for page in sorted(before.pages - after.pages - renamed.keys()))
    yield from (f"- New: page {_code(page)}." for page in sorted(after.pages - before.pages - {*renamed.values()}))


def _changes(comparison: Comparison) -> Iterator[str]:
    for aspect, group in groupby(comparison.changes.by_weight, key=lambda change: change.aspects[0]):
        changes = [*group]
        yield f"### {ASPECTS[aspect]}: {len(changes)}\n"
        if aspect in ("new", "removed"):
            for where, found in groupby(changes, key=lambda change: change.statement.where):
                yield f"#### On {_code(where)}\n"
                yield from (_whole(change.statement) for change in found)
        else:
            yield from (_change(change, comparison) for change in changes)


def _whole(statement: Statement) -> str:
    """Return a statement with all its fields, as a list item."""
    fields = [(name, text) for name, text in statement.fields.items() if (name, text) != ("page", statement.where)]
    parts = [f"{_name(name)}: {_shown(compared(text, text)[0], '')}" for name, text in fields]
    return f"- **{_escaped(statement.kind)}**{_id(statement)}: {'; '.join(parts)}\n"


def _change(change: Change, comparison: Comparison) -> str:
    statement = change.statement
    place = "" if statement.where == statement.id else f", on {_code(statement.where)}"
    head = f"#### {_escaped(statement.kind).capitalize()}{_id(statement)}{place}{_use(statement, comparison.after)}"
    return "\n".join([head, "", "| | before | after |", "|---|---|---|", *map(_row, change.differences), ""])


def _row(difference: Difference) -> str:
    """Return a changed field as a table row."""
    before, after = compared(difference.before, difference.after)
    aspects = [aspect for aspect in difference.aspects if aspect != "wording"]
    name = _name(difference.name) + (f" ({', '.join(aspects)})" if aspects else "")
    return f"| {name} | {_shown(before, 'del') or 'none'} | {_shown(after, 'ins') or 'none'} |"


def _use(statement: Statement, after: State) -> str:
    """Return the findings that name a passage or a source."""
    named = {"passage": "passages", "source": "evidence"}.get(statement.kind, "")
    findings = [each for each in after.statements if each.kind == "finding"] if named else []
    ids = [_code(each.id) for each in findings if statement.id in each.fields.get(named, "").split("; ")]
    return f", named by {', '.join(ids)}" if ids else ""


def _lines(comparison: Comparison) -> Iterator[str]:
    """Yield the changed lines, which include what no statement covers: layout, order, and other files."""
    if comparison.lines:
        yield f"### By line: {len(comparison.lines)} {'file' if len(comparison.lines) == 1 else 'files'}\n"
    for name, rows in comparison.lines.items():
        fence = _ticks("\n".join(rows), 3)
        yield "\n".join([f"<details><summary>{html.escape(name)}</summary>\n", f"{fence}diff", *rows, fence, "\n</details>\n"])


def _name(name: str) -> str:
    return _escaped(capitalized(name))


def _shown(found: Iterable[Run], tag: str) -> str:
    """Return runs as Markdown, with numbers and dates in bold and changed runs marked.

    :param tag: HTML element for changed runs
    """
    parts = []
    for run in found:
        text = _escaped(run.text)
        text = f"**{text}**" if run.quantity else text
        parts.append(f"<{tag}>{text}</{tag}>" if run.changed else text)
    return "".join(parts)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>|#~&])", r"\\\1", re.sub(r"\s+", " ", text))


def _code(name: str) -> str:
    """Return a name as inline code, whatever characters it contains."""
    ticks, space = _ticks(name, 1), " " if "`" in name else ""
    return f"{ticks}{space}{' '.join(name.split())}{space}{ticks}"


def _ticks(text: str, least: int) -> str:
    """Return more backticks than a text has anywhere in a row."""
    return "`" * max(least, 1 + max(map(len, re.findall("`+", text)), default=0))


def _id(statement: Statement) -> str:
    return f" {_code(statement.id)}" if statement.id else ""
