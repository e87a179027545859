"""The style sheets of Sphinx and of the theme, without the rules for what no page of ours has: a third of all that a page loads.

The theme's own body, whose place our templates take; Sphinx's navigation and indices; code that is documented; and the elements
of reStructuredText that no directive of ours makes. It can go when the theme's style sheet comes in parts.
"""

from __future__ import annotations

import re

SHEETS = ("_static/basic.css", "_static/styles/furo.css")
"""The sheets that lose rules."""

ABSENT = re.compile(
    r"""
    sidebar-(?!title)[\w-]+ | mobile-header | header-(?:left|right|center) | nav-overlay-icon
    | toc-(?:drawer|overlay|header|content)[\w-]* | related-pages | bottom-of-page | back-to-top | page-info
    | (?:next|prev)-page | context | furo-related-icon | announcement[\w-]* | content-icon-container | (?:edit|view)-this-page
    | muted-link | (?:left|right)-details | icons | skip-to-content | this-will-duplicate[\w-]+ | toctree-checkbox
    | __navigation | __toc | sphinxsidebar[\w-]* | documentwrapper | bodywrapper | searchbox | highlight-link | top-link
    | (?:genindex|domainindex|modindex)-[\w-]+ | indextable | contentstable | biglink | sig[\w-]* | viewcode-[\w-]+ | property
    | optional | descname | descclassname | version(?:modified|added|changed|removed) | deprecated | admonition-todo
    | option-list | math | eqno | hlist | centered | accelerator | guilabel | menuselection | classifier | line-block
    | highlighttable | linenos | linenodiv
    """,
    re.VERBOSE,
)
"""Names of classes, and ids, that no page has; a test sees to it."""

_COMMENT = re.compile(r"/\*(?!!).*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}@;]+)(\{[^{}]*\})")
_EMPTY = re.compile(r"@media[^{}]*\{\s*\}")
_VALUE = re.compile(r"--(?:icon|sidebar|header|api|color-(?:sidebar|api|announcement))-[\w-]+:(?:url\([^)]*\)|[^;}])*;?")
_NOT = re.compile(r":not\([^)]*\)")
_NAME = re.compile(r"[.#]([\w-]+)")
_COMMA = re.compile(r",(?![^(]*\))")


def without_absent(text: str) -> str:
    """A style sheet without the rules that can match nothing, and without their values and their icons."""
    return _EMPTY.sub("", _RULE.sub(_kept, _VALUE.sub("", _COMMENT.sub("", text))))


def _kept(rule: re.Match[str]) -> str:
    selectors = [selector for selector in _COMMA.split(rule[1]) if not _is_absent(selector)]
    return f"{','.join(selectors)}{rule[2]}" if selectors else ""


def _is_absent(selector: str) -> bool:
    return any(ABSENT.fullmatch(name) for name in _NAME.findall(_NOT.sub("", selector)))
