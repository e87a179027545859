"""Addresses of pages, as seen from other pages: more than a hundred on each page."""

from __future__ import annotations

from functools import lru_cache

import sphinx.builders
from sphinx.util.osutil import relative_uri

from dossier.upstream.override import instead_of

remember_addresses = instead_of(sphinx.builders, "relative_uri")(lru_cache(maxsize=1 << 16)(relative_uri))
"""Find the way from one page to another once, not for each link.

It can go when ``sphinx.builders.Builder.get_relative_uri`` keeps what it has found.
"""
