"""Other forms of the site, made from the same pages.

``builder`` says which pages they have and in which order, and writes these; ``text`` removes from a page what only works on a
website; ``epub`` and ``book`` put the pages together.
"""
