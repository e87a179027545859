"""This site builds without warnings."""

from __future__ import annotations

from tests.support import Built


def test_site_builds_without_warnings(whole_site: Built) -> None:
    assert whole_site.warnings == []
