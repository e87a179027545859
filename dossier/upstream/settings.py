"""The settings of docutils, which are the same for every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import myst_parser.mdit_to_docutils.base
import sphinx.util.docutils
from docutils.frontend import OptionParser, Values

from dossier.upstream.override import instead_of


@instead_of(sphinx.util.docutils, "OptionParser")
def remember_options(components: Iterable[Any], defaults: Mapping[str, Any], read_config_files: bool) -> OptionParser:
    """Let Sphinx have docutils list its options once, not once a page: two milliseconds a page.

    It can go when ``sphinx.util.docutils`` keeps its option parser.
    """
    key = repr((tuple(map(_class, components)), sorted(defaults.items()), read_config_files))
    if key not in _made:
        _made[key] = OptionParser(components=components, defaults=dict(defaults), read_config_files=read_config_files)
    return _made[key]


_made: dict[str, OptionParser] = {}


def _class(part: Any) -> type:
    return part if isinstance(part, type) else type(part)


@instead_of(myst_parser.mdit_to_docutils.base, "get_default_settings")
def remember_defaults(parser: type) -> Values:
    """Do the same for MyST: another two milliseconds a page.

    It can go when ``myst_parser.mdit_to_docutils.base.make_document`` keeps its settings.
    """
    return _options(parser).get_default_values()


@cache
def _options(parser: type) -> OptionParser:
    return OptionParser(components=(parser,))
