"""Editions: other formats of the site, made from the same pages.

``builder`` selects, orders and writes the pages; ``text`` removes from a page whatever works only on a website; ``epub`` and
``book`` assemble the pages.
"""
