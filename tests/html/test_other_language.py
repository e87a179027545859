"""Pages in other languages than that of the site."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.search.client import Search
from tests.support import Built, Outcome, Site, links, text_of

pytestmark = pytest.mark.xdist_group("other-language")

FRENCH = """---
language: fr
summary: Ce que dit S/2019/612.
---
# Les ports du fleuve

Environ 4.000&nbsp;barges {finding}`ont fait escale <ostrel-barges-2030>`, selon {doc}`/regions/lower-river`.

(fr-search)=
## Rechercher la rivière
"""
ARABIC = """---
language: ar
---
(ar-ports)=
# الموانئ النهرية

بلغ عدد السفن في النهر نحو 4&nbsp;000 سفينة, {finding}`في الميناء <ostrel-barges-2030>`.
"""
CHINESE = """---
language: zh
---
(zh-ports)=
# 河港

驳船停靠在下游港口。
"""


def add_translations(site: Site) -> Site:
    """Add three pages in other languages, and a page that lists them, to a site."""
    for name, text in {"fr": FRENCH, "ar": ARABIC, "zh": CHINESE}.items():
        site.write(f"pages/languages/{name}.md", text)
    site.write("pages/languages/index.md", "# Languages\n\n:::{languages}\n:::\n\n```{toctree}\nar\nfr\nzh\n```\n")
    site.edit("pages/index.md", "glossary\n", "glossary\nlanguages/index\n")
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    site = add_translations(Site(tmp_path_factory.mktemp("translated"), "test-ports"))
    notice = {"notice": "Read through a digest."}
    return site.build(html_theme="dossier", html_theme_options=notice)


@pytest.fixture(scope="module")
def french(built: Built) -> BeautifulSoup:
    return built.page("languages/fr")


def test_translated_pages_have_no_problems(ports: Site) -> None:
    assert add_translations(ports).check() == Outcome(0, "pages, source: nothing wrong\n", "")


def test_text_title_and_contents_have_language_and_direction(built: Built, french: BeautifulSoup) -> None:
    for part in ("h1", "h2", "main .summary", "#page-panel li", "title"):
        assert french.select_one(part).find_parent(lang="fr") or french.select_one(part).get("lang") == "fr", part  # type: ignore[union-attr]
    assert french.html["lang"] == "en"  # type: ignore[index]
    assert [(part["lang"], part["dir"]) for part in built.page("languages/ar").select("main section[lang]")] == [("ar", "rtl")]


def test_generated_link_text_is_marked_as_language_of_site(french: BeautifulSoup) -> None:
    assert [text_of(part) for part in french.select('main span[lang="en"]')] == ["Lower river"]


def test_document_symbol_links_to_text_in_language_of_page(built: Built, french: BeautifulSoup) -> None:
    assert links(french.select_one("main .summary")) == [("S/2019/612", "https://undocs.org/fr/S/2019/612")]


def test_links_to_translations_have_native_language_names(built: Built) -> None:
    expected = [("العربية", "ar", "ar"), ("Français", "fr", "fr"), ("中文", "zh", "zh")]
    page = built.page("languages/index")
    for part in ("main .languages", ".site-tree li.open ul", ".colophon"):
        found = page.select(f"{part} a[hreflang]")
        assert [(text_of(link), link["hreflang"], link.span["lang"]) for link in found] == expected, part  # type: ignore[index]


def test_english_elements_around_translated_text_are_omitted(built: Built, french: BeautifulSoup) -> None:
    assert french.select(".notice, .cite-this") == []
    assert built.page("languages/index").select(".notice, .cite-this") != []
    assert [link["rel"] for page in ("fr", "index") for link in built.page(f"languages/{page}").select(".neighbours a")] == [
        ["prev"]
    ]


def test_search_index_has_headings_of_translation_but_no_text(built: Built) -> None:
    titled, *rest = Search(built.folder).ask("Les ports du fleuve", "fait escale", "下游港口")
    assert "languages/fr" in [parts[0] for parts in titled]
    assert [parts[0] for asked in rest for parts in asked if parts[0].startswith("languages/")] == []


def test_only_numbers_of_translation_are_checked(ports: Site) -> None:
    ports.edit("source/style.yaml", "states:", "spellings:\n- {wrong: escale, right: call}\nstates:")
    assert add_translations(ports).check().status == 0
    ports.edit("pages/languages/fr.md", "4.000", "4.500")
    problem = "“4500” is in none of the findings that are linked here; compare the translation with ostrel-barges-2030"
    assert ports.check() == Outcome(1, "", f"pages/languages/fr.md:7: [translated-numbers] {problem}\n")


@pytest.mark.parametrize("number", ["4&nbsp;000", "4 000", "4,000", "4.000", "4000"])
def test_thousands_separators_are_recognized(ports: Site, number: str) -> None:
    add_translations(ports).edit("pages/languages/fr.md", "4.000", number)
    assert ports.check().status == 0


def test_unknown_language_tag_is_reported(ports: Site) -> None:
    add_translations(ports).edit("pages/languages/fr.md", "language: fr", "language: french")
    problem = "language: there is no language “french”; use a language tag, such as “fr” or “pt-BR”"
    assert ports.check().lines[0] == f"pages/languages/fr.md:2: [schema] {problem}"
