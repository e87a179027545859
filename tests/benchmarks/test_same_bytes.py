"""What makes a build faster is in place."""

from __future__ import annotations

import gc

from tests.support import Site


def test_garbage_is_looked_for_less_often_than_python_does(ports: Site) -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)
        ports.build()
        assert gc.get_threshold()[0] >= 10_000
    finally:
        gc.set_threshold(*before)
