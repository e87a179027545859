"""Messages for those who look for faults in Sphinx."""

from __future__ import annotations

import logging

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.logging import NAMESPACE, VERBOSITY_MAP


def make_no_unheard(app: Sphinx, config: Config) -> None:
    """Make no message that nobody hears (``config-inited``).

    Sphinx makes one for every event, with all that belongs to it, such as the HTML of a page; where several processes work, each
    keeps all its messages and sends them to the first one, which drops them. It can go when Sphinx sets the level of its
    logger to that of its handlers.
    """
    logging.getLogger(NAMESPACE).setLevel(VERBOSITY_MAP[app.verbosity])
