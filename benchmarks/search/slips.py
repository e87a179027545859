"""Words of names with one slip of the finger in them, at every place, and whether they lead to where the right words lead."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from string import ascii_lowercase

from playwright.sync_api import Page

from dossier.parser.pages import read_pages
from dossier.search.lexicon import fold

LONG = 6
"""Letters from which on a word is tried."""

WORDS = 60
"""How many words are tried."""

_ASK = """async ([engine, texts]) => {
  const { search } = await import(engine);
  const found = [];
  for (const text of texts) found.push((await search(text)).results[0]?.id ?? "");
  return found;
}"""


def words(root: Path) -> list[str]:
    """Some long words of titles and other names, from the whole of the alphabet."""
    pages, _ = read_pages(root / "docs")
    names = (name for page in pages.values() if page.kind for name in (page.title, *getattr(page.meta, "aliases", ())))
    found = sorted(
        {word for name in names for word in fold(name).split() if len(word) >= LONG and word.isascii() and word.isalpha()}
    )
    return list(islice(found, 0, None, max(1, len(found) // WORDS)))


def slips(word: str) -> Iterator[tuple[str, str]]:
    """The word with one slip at each place, with the kind of slip; the first letter stays."""
    for at in range(1, len(word)):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        yield "left out", before + after
        yield "doubled", before + letter * 2 + after
        yield "replaced", before + ascii_lowercase[(ascii_lowercase.index(letter) + 7) % 26] + after
        if after and after[0] != letter:
            yield "swapped", before + after[0] + letter + after[1:]


def shares(page: Page, address: str, root: Path) -> dict[str, tuple[int, float]]:
    """By kind of slip: how many words were tried, and the share that leads where the right word leads.

    :param page: any page of the site, opened in a browser
    """
    asked = [(word, kind, wrong) for word in words(root) for kind, wrong in slips(word)]
    right = list(dict.fromkeys(word for word, _, _ in asked))
    engine = f"{address}/_static/js/search/engine.js"
    found = page.evaluate(_ASK, [engine, [*right, *(wrong for _, _, wrong in asked)]])
    leads, answers = dict(zip(right, found, strict=False)), found[len(right) :]
    hits: dict[str, list[bool]] = {}
    for (word, kind, _), answer in zip(asked, answers, strict=True):
        hits.setdefault(kind, []).append(answer == leads[word])
    return {kind: (len(kept), sum(kept) / len(kept)) for kind, kept in hits.items()}
