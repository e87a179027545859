"""This site builds and has no errors."""

from __future__ import annotations

from tests.support import Built


def test_it_is_built_without_a_warning(whole_site: Built) -> None:
    assert whole_site.warnings == []
