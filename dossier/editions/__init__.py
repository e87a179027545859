"""Editions: other formats of the site, made from the same pages.

``builders`` selects, orders and writes the pages, and assembles them; ``text`` opens what is folded on a page, and changes its
links, ids and headings.
"""
