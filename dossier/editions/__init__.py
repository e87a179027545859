"""Other forms of the site, made from the same pages.

``contents`` says which pages they have and in which order, ``text`` takes out of a page what only a site can do,
``builder`` writes the pages, ``epub`` and ``book`` put them together, and ``offered`` lists what the
site has to download.
"""
