"""Search: what the search page knows of the site.

``parts`` reads the parts of each page, ``names`` gives what readers call the pages, and ``index`` writes it all into one file.
"""

from dossier.search.index import describe_search, write_index
from dossier.search.parts import write_parts

__all__ = ["describe_search", "write_index", "write_parts"]
