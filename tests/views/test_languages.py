"""Text in other languages is marked with its language and direction."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, NavigableString

from tests.support import Built, Outcome, Site

ARABIC = re.compile(r"[\u0600-\u06ff]{2}")
BODY = re.compile(r"<body.*</body>", re.DOTALL)
MARKED = re.compile(r'<(\w+)(?=[^>]* lang="ar")(?=[^>]* dir="rtl")[^>]*>[^<]*</\1>')
"""An element with the right attributes that contains only text."""
TAG = re.compile("<[^>]*>")


def test_arabic_text_has_language_and_direction(whole_site: Built) -> None:
    count = 0
    for path in sorted(whole_site.folder.rglob("*.html")):
        text = BODY.search(path.read_text())
        if text is None or not ARABIC.search(text[0]):
            continue
        rest, marked = MARKED.subn("", text[0])
        count += marked
        # Only a page with Arabic letters outside such elements is parsed, which takes long.
        for word in BeautifulSoup(rest, "html.parser").find_all(string=ARABIC) if ARABIC.search(TAG.sub("", rest)) else ():
            assert isinstance(word, NavigableString)
            element = word.find_parent(lang=True)
            assert element is not None and element["lang"] == "ar", f"{path.name}: {word[:60]}"
            assert element.get("dir") == "rtl", f"{path.name}: {word[:60]}"
            count += 1
    assert count > 10, "the site has names in Arabic"


def test_foreign_titles_have_language_on_all_pages(rebuilt_ports: Site) -> None:
    for title in ("Free passage on the river", "A history of the ports"):
        rebuilt_ports.edit("source/references.bib", f"title = {{{title}}},", f"title = {{Titre: {title}}},\n  language = {{fr}},")
    built = rebuilt_ports.build()
    pages = [built.page(str(path.relative_to(built.folder).with_suffix(""))) for path in built.folder.rglob("*.html")]
    links = [link for page in pages for link in page.find_all("span", lang="fr", string="Titre: Free passage on the river")]
    assert len(links) > 1
    assert {link.find_parent("a")["href"] for link in links} == {"https://assembly.example/114"}
    assert any(page.find("span", lang="fr", string="Titre: A history of the ports") for page in pages)


def test_unknown_language_tag_is_reported(ports: Site) -> None:
    ports.edit("source/references.bib", "{Free passage on the river},", "{Libre passage},\n  language = {French},")
    problem = "“a-114” has an invalid “language”: “French”; use a language tag, such as “fr” or “pt-BR”"
    assert ports.check() == Outcome(1, "", f"source/references.bib:6: [bibtex] {problem}\n")
