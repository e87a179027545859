"""The registry of rules.

A rule is a function that finds problems in a dossier, under a name that contributors can look up.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Set
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple

from dossier.graph import Dossier
from dossier.model.house_style import Waiver
from dossier.model.problem import BrokenSource, Problem, did_you_mean
from dossier.model.site import call, is_current, refuse_taken

Wrong = tuple[Path, int, str, str]
"""The file, the line, what is wrong, and what to do about it."""
Found = Iterator[Wrong]
Check = Callable[[Dossier], Iterable[Wrong]]
Read = Literal["records", "page", "pages"]
ANNOTATE = "check it, and state it in the annotation in the bibliography"
"""What to do about a statement that is not in its source."""
CORRECT_ONE = "correct one of the two"
"""What to do about two statements that contradict each other."""


class Rule(NamedTuple):
    """A rule: its name, what it requires in one sentence, and the function that finds violations.

    :param reads: what it reads besides records, which are the source folder and the titles, front matter, findings and provisions
        of pages: nothing, each page alone, or all pages together; so what it must read again after an edit
    """

    name: str
    requires: str
    check: Check
    reads: Read = "pages"

    def problems(self, dossier: Dossier) -> set[Problem]:
        """Return all violations of the rule; if it fails, where and how."""
        try:
            found = call(self.check, list[Wrong], f"the rule “{self.name}”", dossier)
        except BrokenSource as broken:
            return {*broken.problems}
        # A rule of a site may give the file as text.
        return {Problem(Path(path), line, self.name, message, cure) for path, line, message, cure in found}


FORM_RULES = {
    "encoding": "A file is UTF-8 text with LF line endings and no invisible characters.",
    "merge-conflict": "A file has no unresolved merge conflict.",
    "look-alike": "Letters and digits are what they look like; no word mixes letters of two scripts.",
    "size": "Files, lines, paragraphs and values are no longer than a person would write, and nothing is nested too deeply.",
    "missing-file": "The required files of a dossier exist.",
    "yaml": "Data files and front matter are valid YAML, and releases and shapes valid JSON.",
    "repeated-key": "No mapping repeats a key.",
    "schema": "Data and front matter conform to their schema.",
    "bibtex": "The bibliography is valid BibTeX, and each entry has a unique key, a label, a title, a kind and a tier.",
    "table": "Every row of a table has as many cells as its header.",
    "unclosed": "Every fence is closed, and no line closes a fence that is not open.",
    "unmeant-mark": "No mark makes a heading, a list or a comment of a text by accident.",
    "unknown-directive": "A page uses only directives that display content: none that runs code, includes files or fetches.",
    "configuration": "The configuration and the code of the site run without errors.",
    "title": "A page has a title.",
    "finding-id": "The id of a finding is a slug: lower-case words and digits with hyphens between them.",
    "finding-from": "A finding names the passages that it is based on.",
    "finding-origin": "A finding of the public record names its sources.",
    "provision-evidence": "A provision names its source.",
    "unknown-option": "A finding or provision uses known options, each between colons, without repeating an option or a value.",
    "statement-form": "A finding or provision is text with roles, without headings, lists, tables or fences.",
    "empty": "A finding or provision has text.",
    "release": "A release follows the previous one and is never edited.",
}
"""Rules on form, which the parser applies as it reads: the name of each, and what it requires."""

_NEED_ALL_PAGES = frozenset(("orphan-entry", "unused-reference"))
"""Rules that cannot be checked if the front matter of any page is invalid, because what they look for may be there."""
_NEED_ALL_IDS = "coverage duplicate-id figure-coverage key-figure retired-notice uncorrected unknown-target vanished".split()
"""Rules that cannot be checked if any finding has no id, because it may be the one that they look for."""
_REGISTERED: dict[str, Rule] = {}


def rules() -> dict[str, Rule]:
    """Return the rules of the extension and of the current site, by name."""
    return {name: rule for name, rule in _REGISTERED.items() if is_current(rule.check)}


def rule(name: str, requires: str, *, reads: Read = "pages") -> Callable[[Check], Check]:
    """Register a function as a rule.

    :param name: name shown in brackets in its messages
    :param requires: what it requires, in one sentence for the guide
    :param reads: see :class:`Rule`; worth stating for a rule that takes long, with ``@record_rule`` or ``@page_rule``
    """

    def register(check: Check) -> Check:
        refuse_taken(f"the rule “{name}”", taken.check if (taken := _REGISTERED.get(name)) else None, check)
        _REGISTERED[name] = Rule(name, requires, check, reads)
        return check

    return register


record_rule, page_rule = partial(rule, reads="records"), partial(rule, reads="page")


def check(
    dossier: Dossier, known: Set[Problem] | None = None, edited: Collection[str] = ()
) -> tuple[list[Problem], Set[Problem]]:
    """Return all problems that are not covered by an exception, sorted by file and line, and those that are covered.

    :param known: those that were covered when the same records were last checked, if that found no others
    :param edited: the docnames of the pages edited since then
    """
    unread, unnamed = any(not page.is_valid for page in dossier.pages.values()), "" in dossier.findings
    skipped = {*(_NEED_ALL_PAGES if unread else ()), *(_NEED_ALL_IDS if unnamed else ())}
    asked = [rule for name, rule in rules().items() if name not in skipped]
    found = {*_found(dossier, asked)} if known is None else {*_found_since(dossier, asked, known, edited)}
    if unread:  # a rule of a site may fail because a page lacks its front matter
        found = {problem for problem in found if problem.rule in rules()}
    excused = {problem for problem in found if any(_excuses(waiver, problem) for waiver in dossier.source.waivers)}
    return sorted(found - excused | set(() if skipped else _stale(dossier, excused))), excused


def _found(dossier: Dossier, asked: Iterable[Rule]) -> Iterator[Problem]:
    return (problem for rule in asked for problem in rule.problems(dossier))


def _found_since(dossier: Dossier, asked: Iterable[Rule], known: Set[Problem], edited: Collection[str]) -> Iterator[Problem]:
    """Yield what the rules find; of what does not depend on the edited pages, what is known."""
    on_edited = dossier.checking(edited)
    reads = {rule.name: rule.reads for rule in asked}
    paths = {page.path for page in on_edited.checked.values()}
    yield from (each for each in known if reads.get(each.rule) == "records")
    yield from (each for each in known if reads.get(each.rule) == "page" and each.path not in paths)
    yield from _found(on_edited, (rule for rule in asked if rule.reads == "page"))
    yield from _found(dossier, (rule for rule in asked if rule.reads == "pages"))


def _excuses(waiver: Waiver, problem: Problem) -> bool:
    is_there = f"/{problem.path.as_posix()}".endswith(f"/{waiver.where}")
    return is_there and waiver.rule == problem.rule and waiver.what in problem.message


def _stale(dossier: Dossier, excused: set[Problem]) -> Iterator[Problem]:
    """Report exceptions that are unused or repeated."""
    place, waivers = dossier.source.files["exceptions"], dossier.source.waivers
    for index, waiver in enumerate(waivers):
        line, named = place.line("exceptions", index), f"the exception to {waiver.rule} in {waiver.where} ({waiver.what})"
        if waiver.rule not in (known := {*rules(), *FORM_RULES}):
            cure = did_you_mean(waiver.rule, known, "use the name in brackets in the message")
            yield Problem(place.path, line, "stale-exception", f"there is no rule “{waiver.rule}”", cure)
        elif not any(_excuses(waiver, problem) for problem in excused):
            cure = "undo your change there, if you made one; otherwise remove the exception, or correct what it names"
            yield Problem(place.path, line, "stale-exception", f"{named} is unused", cure)
        elif waiver in waivers[:index]:
            yield Problem(place.path, line, "stale-exception", f"{named} appears twice", "keep one of the two")
