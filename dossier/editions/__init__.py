"""Editions: other formats of the site, made from the same pages.

``builders`` selects, orders and writes the pages, and assembles them; ``text`` removes from a page whatever works only on a
website.
"""
