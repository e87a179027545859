"""Rules on entries and names: each entry has a place, sources and a name of its own, and claims use names as their sources do."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from unicodedata import combining, normalize

from dossier.graph import Dossier, Index, Key
from dossier.model.kinds import KINDS, all_names, linked_ids, own_names, wholes_of
from dossier.model.page import Mention, Page
from dossier.parser.markup import line_in, plain, without_roles
from dossier.parser.quantities import MONTHS
from dossier.rules.registry import Found, page_rule, record_rule, rule
from dossier.rules.sources import listed_names, sources_of, sources_of_summary
from dossier.rules.walk import Text, findings, inline, roles, statements

_WORD = re.compile(r"[^\W\d_][\w'’]*")
_OPENING = re.compile(r"(?:\A|[.?!:;-])[\s\"“(]*\Z")
_RUN = re.compile(r"\w+")
_SMALL = frozenset("a an and by for in it its of on that the their this to with".split())
_STEM = 5


@record_rule("names", "Every name in a finding or provision occurs in its passages or its evidence.")
def _names(dossier: Dossier) -> Found:
    cure = "check it, cite a source that has it, or add the name to the passage in the register"
    for page, statement in statements(dossier):
        for word, at in _unnamed(dossier, plain(statement.text), sources_of(dossier, page, statement)):
            line = statement.line + line_in(statement.text, at)
            yield page.path, line, f"“{word}” occurs in none of the sources of this claim", cure


@page_rule("summary-names", "Every name in the summary of an entry occurs on its page or in its sources.")
def _summary_names(dossier: Dossier) -> Found:
    cure = "check it, or state it on the page with a source"
    for page in (page for page in dossier.checked.values() if page.kind):
        summary = page.meta.summary
        texts = (plain(block.text, dossier.labels) for block in inline(page))
        for _, at in _unnamed(dossier, summary, chain(sources_of_summary(dossier, page), texts)):
            shown = summary[at:].split()[0].strip(".,;:()'’\"“”")
            message = f"“{shown}” in the summary occurs neither on the page nor in its sources"
            yield page.path, page.front_line("summary", shown), message, cure


def _unnamed(dossier: Dossier, shown: str, sources: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield the words of names in a text that occur in none of its sources, in any form of the name, with their positions."""
    known, common, forms = _vocabulary(dossier)
    found = [(word, at) for word, at, opens in _capitals(shown) if (not opens or word in known) and word not in common]
    lost, seen = {word for word, _ in found}, frozenset[str]()
    for source in sources if lost else ():
        seen |= words_of(source)
        lost -= seen
        if not lost:
            return
    lost = {word for word in lost if not any(form <= seen for form in forms[word])}
    for word, at in found:
        if word in lost:
            yield _WORD.match(shown, at)[0], at  # type: ignore[index]


@lru_cache(maxsize=1)
def _vocabulary(dossier: Dossier) -> tuple[set[str], frozenset[str], Index[str, frozenset[str]]]:
    """Return words that are always names, words that every text may use, and other forms of names by word."""
    listed = [name for passage in dossier.source.passages.values() for name in listed_names(passage)]
    known = {_form(word) for name in listed for word in _WORD.findall(name) if word[0].isupper()}
    groups = [[words_of(name) for name in group] for group in dossier.source.style.names]
    forms = Index((word, form) for group in groups for word in frozenset[str]().union(*group) for form in group)
    return known, words_of(f"{dossier.source.report.title} {dossier.source.report.digest_name}"), forms


def _capitals(shown: str) -> Iterator[tuple[str, int, bool]]:
    """Yield capitalized words in normalized form, each with its position and whether it starts a sentence."""
    for match in _WORD.finditer(shown):
        start, end = match.span()
        word = _form(match[0]) if shown[start].isupper() and "/" not in shown[max(0, start - 1) : end + 1] else ""
        if word not in MONTHS and len(word) > 1:
            yield word, start, _OPENING.search(shown, max(0, start - 4), start) is not None


@cache
def _form(word: str) -> str:
    """Normalize a word: lower case, without accents and without genitive and plural endings."""
    bare = word if word.isascii() else "".join(each for each in normalize("NFKD", word) if not combining(each))
    stem = re.sub(r"(?:['’]s|s['’]|(?<!s)s)$", "", bare) if bare.endswith(("s", "'", "’")) else bare
    return stem.strip("'’").casefold()


@lru_cache(maxsize=1 << 13)
def words_of(text: str) -> frozenset[str]:
    """Return the normalized words of a text."""
    return frozenset(map(_form, _WORD.findall(text)))


@record_rule("unlinked-entry", "A finding that names an entry links to it, so that it is listed under that entry.")
def _unlinked_entry(dossier: Dossier) -> Found:
    named = [page for page in dossier.entries.values() if KINDS[page.kind].named]
    names = {name: page.key for page in named for name in own_names(page) if _RUN.search(name)}
    beginning_with = Index((_RUN.findall(name)[0], name) for name in names)
    for page, finding in findings(dossier):
        linked = {page.key, *(mention.key for mention in finding.mentions)}
        text, bare = Text(page.path, finding.line, finding.text), without_roles(finding.text)
        possible = [name for word in sorted({*_RUN.findall(bare)}) for name in beginning_with[word]]
        for found in _any_of(tuple(possible)).finditer(bare) if possible else ():
            name, (kind, id) = found[0], names[found[0]]
            if (kind, id) not in linked:
                message = f"“{name}” in “{finding.id}” is the {kind} {id}, but is not linked"
                yield page.path, text.line_at(found.start()), message, f"write {{{kind}}}`{name} <{id}>`"


@lru_cache(maxsize=1 << 13)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of some names, of which the longest counts."""
    longest_first = map(re.escape, sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])")


@page_rule("wrong-label", "The text of a link describes its target, and is not the name of another entry of that kind.")
def _wrong_label(dossier: Dossier) -> Found:
    owners = Index(((entry.kind, name.casefold()), entry.id) for entry in dossier.entries.values() for name in all_names(entry))
    for page, role in roles(dossier):
        target = dossier.entries.get(role.key)
        others = {*owners[role.role, role.title.casefold()]}
        if target is None or not role.title:
            continue
        if others and role.target not in others:
            message = f"“{role.title}” is a name of {' and of '.join(sorted(others))}, but the link leads to {role.target}"
            yield page.path, role.line, message, "correct the words or the target"
        elif wrong := _misled(dossier, role, target):
            yield page.path, role.line, f"“{role.title}” {wrong}", "correct the words or the target"


def _misled(dossier: Dossier, role: Mention, entry: Page) -> str:
    """Return what is wrong with a link text that shares no word with the names and summary of its target, or an empty string."""
    forms = _vocabulary(dossier)[2]
    stems = _stems(role.title)
    known = stems.union(*(_stems(" ".join(form)) for word in words_of(role.title) for form in forms[word]))
    if known & _stems(f"{_called(entry)} {entry.meta.summary}"):
        return ""
    if others := [id for (kind, id), other in dossier.entries.items() if kind == role.role and stems <= _stems(_called(other))]:
        return f"is a word for {others[0]}, but the link leads to {role.target}"
    if any(known & _stems(source) for source in sources_of_summary(dossier, entry)):
        return ""
    return f"is not used of {role.target}, which the link leads to"


def _called(entry: Page) -> str:
    """Return the names of an entry and the synonyms on its page."""
    words = (word for name, others in entry.meta.synonyms.items() for word in (name, *others))
    return " ".join((*all_names(entry), entry.id.replace("-", " "), *words))


@lru_cache(maxsize=1 << 11)
def _stems(text: str) -> frozenset[str]:
    """Return the first letters of the words and numbers in a text, by which forms of one word are matched."""
    return frozenset(word[:_STEM] for word in words_of(text) | frozenset(re.findall(r"\d+", text)) if word not in _SMALL)


@record_rule("unnamed-entry", "An entry that a claim names also occurs in the sources of the claim.")
def _unnamed_entry(dossier: Dossier) -> Found:
    for page, statement in statements(dossier):
        for role in statement.mentions:
            entry = dossier.entries.get(role.key)
            if role.title or entry is None or entry is page:
                continue
            if not _is_named(role, entry, (dossier.source.report.title, *sources_of(dossier, page, statement))):
                message = f"“{role.target}” occurs in none of the sources of this claim"
                yield page.path, role.line, message, "check it, or cite a source that has it"


def _is_named(role: Mention, entry: Page, texts: tuple[str, ...]) -> bool:
    if role.target.isdigit():
        return any(re.search(rf"\b{role.target}\b", text) for text in texts)
    words = frozenset[str]().union(*map(words_of, texts))
    return not KINDS[role.role].named or any(words_of(name) <= words for name in all_names(entry))


@rule("stray-finding", "A finding is on the page of an entry, or on a page that names a section of the report.")
def _stray_finding(dossier: Dossier) -> Found:
    cure = "move it to the page of the entry that it concerns, or name the section under “sections” in the front matter"
    for page, finding in findings(dossier):
        if page.is_valid and not page.kind and not page.sections:
            yield page.path, finding.at[""], f"“{finding.id}” is on a page that belongs to no section of the report", cure


@rule("alias-collision", "No alias of an entry is the name of another entry of its kind.")
def _alias_collision(dossier: Dossier) -> Found:
    owners = Index(((page.kind, name.casefold()), page) for page in dossier.entries.values() for name in own_names(page))
    for page in dossier.entries.values():
        seen: set[str] = set()
        for alias in page.meta.aliases:
            other = next(iter(owners[page.kind, alias.casefold()]), None)
            if (other is not None and other is not page) or alias.casefold() in seen:
                message = f"“{alias}” is also the name of {other.docname}" if other else f"“{alias}” appears twice"
                yield page.path, page.front_line("aliases"), message, "remove it from the aliases"
            seen.add(alias.casefold())


@rule("part-of-itself", "No entry is part of itself, directly or indirectly.")
def _part_of_itself(dossier: Dossier) -> Found:
    wholes = {key: wholes_of(page) for key, page in dossier.entries.items()}
    above = {key: (kind, ids[0]) for key, (kind, ids) in wholes.items() if ids}
    for key, page in dossier.entries.items():
        path = [key]
        while (up := above.get(path[-1])) and up not in path:
            path.append(up)
        if up and up == key:
            message = f"{page.id} is part of itself: {' in '.join(id for _, id in (*path, key))}"
            yield page.path, page.front_line(KINDS[page.kind].part_of), message, "name the larger of the two"


@rule("unsourced-entry", "Every entry has a source: a finding, a provision, or evidence in its front matter.")
def _unsourced_entry(dossier: Dossier) -> Found:
    for key, page in dossier.entries.items():
        if page.is_valid and not (page.statements or dossier.findings_about[key] or page.meta.evidence):
            cure = "name its sources in “evidence”, or state its content in a finding or provision"
            yield page.path, page.front_line("summary"), "this page has no finding, provision or evidence", cure


@rule("orphan-entry", "Every entry is referred to by a finding, a passage or another page.")
def _orphan_entry(dossier: Dossier) -> Found:
    named = set(_named(dossier))
    for key, page in dossier.entries.items():
        is_used = dossier.findings_about[key] or dossier.passages_tied_to[page.docname] or linked_ids(page)
        if key not in named and not is_used:
            cure = f"name it where it belongs, with {{{key[0]}}}`{page.id}`, or remove the page"
            yield page.path, 1, f"no finding concerns {page.id}, and no other page names it", cure


def _named(dossier: Dossier) -> Iterator[Key]:
    """Yield the entries that pages name, other than themselves."""
    yield from (role.key for page, role in roles(dossier) if role.key != page.key)
    links = (link for page in dossier.pages.values() for link in linked_ids(page).values())
    yield from ((kind, id) for kind, ids in links for id in ids)
