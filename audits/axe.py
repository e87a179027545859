"""axe-core on a page that is open in a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The rules that hold, by axe-core's tags: Web Content Accessibility Guidelines 2.2, A and AA, and good practice."""

COLOURS = ("color-contrast",)
"""The rules that depend on the colours of a page, and so must hold in each theme."""

IGNORED: dict[str, str] = {}
"""Rules that are not applied, each with the reason."""


def violations(page: Page, rules: Sequence[str] = RULES, without: Sequence[str] = ()) -> list[str]:
    """What axe-core finds wrong with a page as it is shown: a line for each element, with the rule and what to do.

    :param rules: names of rules, or tags that stand for several
    :param without: names of rules among them that are not applied
    """
    ignored = {rule: {"enabled": False} for rule in (*IGNORED, *without)}
    options = {"runOnly": list(rules), "rules": ignored, "resultTypes": ["violations"]}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return list(_lines(page.evaluate("options => axe.run(options).then(({ violations }) => violations)", options)))


def _lines(found: list[dict[str, Any]]) -> Iterator[str]:
    for rule in found:
        for node in rule["nodes"]:
            told = " ".join(str(node.get("failureSummary", rule["help"])).split())
            yield f"[{rule['id']}] {node['target'][-1]}: {told}"
