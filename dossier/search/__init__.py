"""The search index of the site.

``parts`` extracts the parts of each page, ``names`` collects the names of pages, and ``index`` writes both to the index files.
"""

from dossier.search.index import describe_search, write_index
from dossier.search.parts import write_parts

__all__ = ["describe_search", "write_index", "write_parts"]
