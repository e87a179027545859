"""Search: what the index is made of, in the order in which it comes to be.

``view`` writes each page as the index sees it; ``volume`` has Pagefind read the views of some pages through ``service``, whose
words ``postings`` reads, and ``binding`` makes one index of all volumes; ``names`` gives what readers call the pages, and
``lexicon`` keeps names and words, for symbols, other names and misspelt words; ``index`` says when each is due.
"""

from __future__ import annotations

from dossier.search.index import abandon, begin, indexing
from dossier.search.opensearch import describe_search
from dossier.search.view import write_view

__all__ = ["abandon", "begin", "describe_search", "indexing", "write_view"]
