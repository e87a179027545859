"""Search: what the index is made of, in the order in which it comes to be.

``view`` writes each page as the index sees it, and ``index`` has Pagefind read the views through ``service``; ``names`` gives
what readers call the pages, and ``lexicon`` keeps names and words, for symbols, other names and misspelt words.
"""

from __future__ import annotations

from dossier.search.index import write_index
from dossier.search.opensearch import describe_search
from dossier.search.view import write_view

__all__ = ["describe_search", "write_index", "write_view"]
