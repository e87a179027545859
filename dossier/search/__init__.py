"""The search index of the site.

``parts`` extracts the parts of each page, ``names`` collects the names of pages, and ``index`` writes both to the index files.
"""
