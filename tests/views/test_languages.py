"""Screen readers can read each name in its own language."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString

from tests.support import Built, Outcome, Site

ARABIC = re.compile(r"[\u0600-\u06ff]{2}")
BODY = re.compile(r"<body.*</body>", re.DOTALL)
MARKED = re.compile(r'<(\w+)(?=[^>]* lang="ar")(?=[^>]* dir="rtl")[^>]*>[^<]*</\1>')
"""An element that says so and has only text in it."""
TAG = re.compile("<[^>]*>")


def test_every_word_in_arabic_letters_says_so_and_runs_from_right_to_left(whole_site: Built) -> None:
    seen = 0
    for path in sorted(whole_site.folder.rglob("*.html")):
        text = BODY.search(path.read_text())
        if text is None or not ARABIC.search(text[0]):
            continue
        rest, marked = MARKED.subn("", text[0])
        seen += marked
        # Only a page with words in Arabic letters elsewhere is read as a tree, which takes long.
        for word in BeautifulSoup(rest, "html.parser").find_all(string=ARABIC) if ARABIC.search(TAG.sub("", rest)) else ():
            assert isinstance(word, NavigableString)
            around = word.find_parent(lang=True)
            assert around is not None and around["lang"] == "ar", f"{path.name}: {word[:60]}"
            assert around.get("dir") == "rtl", f"{path.name}: {word[:60]}"
            seen += 1
    assert seen > 10, "there are names in Arabic"


def test_a_foreign_title_says_its_language_in_the_bibliography_and_at_the_foot_of_a_page(rebuilt_ports: Site) -> None:
    for title in ("Free passage on the river", "A history of the ports"):
        rebuilt_ports.edit("source/references.bib", f"title = {{{title}}},", f"title = {{Titre: {title}}},\n  language = {{fr}},")
    built = rebuilt_ports.build()
    pages = [built.page(str(path.relative_to(built.folder).with_suffix(""))) for path in built.folder.rglob("*.html")]
    linked = [found for page in pages for found in page.find_all("span", lang="fr", string="Titre: Free passage on the river")]
    assert len(linked) > 1
    assert {found.find_parent("a")["href"] for found in linked} == {"https://assembly.example/114"}
    assert any(page.find("span", lang="fr", string="Titre: A history of the ports") for page in pages)


def test_a_language_that_is_none_is_named(ports: Site) -> None:
    ports.edit("source/references.bib", "{Free passage on the river},", "{Libre passage},\n  language = {French},")
    said = "“a-114” has an invalid “language”: “French”; use a language tag, such as “fr” or “pt-BR”"
    assert ports.check() == Outcome(1, "", f"source/references.bib:6: [bibtex] {said}\n")
