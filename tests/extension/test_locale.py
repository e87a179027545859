"""Translation: a pseudo-translation reaches all texts of the extension, and mistakes in catalogues are reported."""

from __future__ import annotations

import functools
import gettext
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sphinx
from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from bs4 import BeautifulSoup, Comment, Doctype, Tag
from sphinx.testing.util import SphinxTestApp
from sphinx.util.docutils import docutils_namespace

from tests.support import Site

PROJECT = Path(__file__).parents[2]
pytestmark = pytest.mark.xdist_group("locale")
SITES = {"harbour": PROJECT / "examples/harbour", "ports": PROJECT / "tests/roots/test-ports"}
LANGUAGE = "eo"
METHODS = [("**.py", "python"), ("**.html", "jinja2"), ("**.atom", "jinja2")]
DATA_FOR_SCRIPTS = "choose chosen copied figures finding general off on open page said selected silent take theme"
"""Names of data attributes with texts that scripts show."""
TEXT_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder", *(f"data-{name}" for name in DATA_FOR_SCRIPTS.split()))
"""Attributes whose values are presented to readers."""
NAMES = {"bibtex", "csl", "json", "ctrl", "ris", "sphinx", "sha"}
TRANSLATED = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]{2,}")


@functools.cache
def extract_messages() -> Catalog:
    """Extract all translatable messages of the extension."""
    catalogue = Catalog()
    for path, line, message, _comments, _context in extract_from_dir(PROJECT / "dossier", METHODS):
        catalogue.add(message, locations=[(path, line)])
    return catalogue


def write_pseudo_translation(catalogue: Catalog, path: Path) -> None:
    """Write a compiled catalogue that translates each message by putting it in brackets."""
    for message in catalogue:
        if message.id:
            has_plural = isinstance(message.id, tuple)
            message.string = tuple(f"⟦{form}⟧" for form in message.id) if has_plural else f"⟦{message.id}⟧"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture(scope="module", params=["harbour", "ports"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each of the two small sites, built with the pseudo-translation."""
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(SITES[request.param], folder, dirs_exist_ok=True)
    pages = next(path.parent for path in folder.glob("*/conf.py"))
    messages = pages / "locales" / LANGUAGE / "LC_MESSAGES"
    write_pseudo_translation(extract_messages(), messages / "dossier.mo")
    with (Path(sphinx.__file__).parent / "locale/sphinx.pot").open("rb") as file:
        write_pseudo_translation(pofile.read_po(file), messages / "sphinx.mo")
    return build_translated(pages, folder, html_theme="dossier", templates_path=[])


def build_translated(pages: Path, folder: Path, **settings: Any) -> Path:
    """Build a site in the language of the catalogue, which must give no warning, and return its folder."""
    app = SphinxTestApp(srcdir=pages, builddir=folder / "built", confoverrides={"language": LANGUAGE, **settings})
    try:
        app.build()
        assert not app.warning.getvalue()
    finally:
        app.cleanup()
    return folder / "built/html"


def find_untranslated_parts(page: BeautifulSoup) -> Iterator[str]:
    """Yield the texts of a page that are not in brackets, including those of attributes."""
    for code in page.find_all("code"):
        code.decompose()
    shown = [
        str(text) for text in page.find_all(string=True) if not isinstance(text, Comment | Doctype) and is_shown(text.parent)
    ]
    attributes = [str(tag[name]) for tag in page.find_all(has_text_attributes) for name in TEXT_ATTRIBUTES if tag.get(name)]
    attributes += [str(tag["content"]) for tag in page.select("meta[name=description], meta[property='og:title']")]
    text = "|".join([*shown, *attributes])
    while TRANSLATED.search(text):
        text = TRANSLATED.sub("|", text)
    yield from (" ".join(WORD.findall(part)) for part in re.split(r"[.,;:()“”/|]", text))


def has_text_attributes(tag: Tag) -> bool:
    """Whether the attributes of an element are presented to readers."""
    return tag.name not in ("link", "meta") and not tag.has_attr("data-address")


def is_shown(tag: Tag) -> bool:
    """Whether an element is presented to readers."""
    return tag.name not in ("script", "style", "link", "meta") and not tag.has_attr("data-address")


def read_words_of_site(built: Path) -> set[str]:
    """Return the words in the files of the site, which the extension does not translate."""
    files = [path for folder in (built.parents[1], PROJECT / "docs/_ext") for path in folder.rglob("*")]
    sources = [path for path in files if path.suffix in (".md", ".yaml", ".bib", ".py") and "built" not in path.parts]
    return set(WORD.findall(" ".join(path.read_text() for path in sources).lower()))


def test_all_texts_on_pages_are_translated(built: Path) -> None:
    words = read_words_of_site(built) | NAMES
    pages = {path.name: BeautifulSoup(path.read_text(), "lxml") for path in sorted(built.rglob("*.html"))}
    untranslated = {
        (name, part)
        for name, page in pages.items()
        for part in find_untranslated_parts(page)
        if not words.issuperset(part.lower().split())
    }
    assert not untranslated, "\n".join(map(str, sorted(untranslated)))


PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Skip to content"
msgstr "{translation}"
"""


def test_build_compiles_changed_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(SITES["harbour"], tmp_path, dirs_exist_ok=True)
    pages = next(path.parent for path in tmp_path.glob("*/conf.py"))
    catalogue = pages / "locales" / LANGUAGE / "LC_MESSAGES" / "dossier.po"
    catalogue.parent.mkdir(parents=True)
    for translation in ("Rekte al la enhavo", "Salti al la enhavo"):
        catalogue.write_text(PO.format(translation=translation))
        monkeypatch.setattr(gettext, "_translations", {})  # as in a new process
        assert translation in (build_translated(pages, tmp_path) / "index.html").read_text()


MISTAKES = {
    'msgid "Problem with {id}"\nmsgstr "Problemo pri {pge}"\n': "4: [configuration] the message has no “{pge}”",
    'msgid "Problem with {id}"\nmsgstr "Problemo pri {id"\n': "4: [configuration] the message has no “{”",
    'msgid "As of %(date)s"\nmsgstr "%(dat)s"\n': "4: [configuration] the message has no “%(dat)s”",
    'msgid "{n} page"\nmsgid_plural "{n} pages"\nmsgstr[0] "u"\nmsgstr[1] "{m}"\n': "4: [configuration] the message has no “{m}”",
    'msgid "Table"\nmsgstr ""\n"Tabelo\n': "6: [configuration] this text is not between two quotation marks",
    'msgid "Table"\nmsgstr "La "Tabelo""\n': "5: [configuration] this text is not between two quotation marks",
    'msgid "Table"\nmsgst "Tabelo"\n': "5: [configuration] Unknown or misformatted keyword",
    'msgid "Table"\n\nmsgid "Map"\nmsgstr "Mapo"\n': "6: [configuration] missing msgstr for msgid 'Table'",
    'msgid "Page"\nmsgstr "Pa\xdco"\n': "5: [configuration] 'utf-8' codec can't decode byte 0xdc in position 10: invalid",
}
"""Mistakes in the messages of a catalogue, with the problems that are reported; the file is written in Latin-1."""


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_in_catalogue_is_reported_with_line(ports: Site, mistake: str) -> None:
    catalogue = f"pages/locales/{LANGUAGE}/LC_MESSAGES/dossier.po"
    ports.write(catalogue, "\n\n".join([PO.split("\n\n")[0], mistake]).encode("latin-1"))
    ports.edit("pages/conf.py", "dossier_site", f'language = "{LANGUAGE}"\ndossier_site')
    for report in (ports.build, ports.check):
        with (
            docutils_namespace(),
            pytest.raises(SystemExit, match=f"^{re.escape(f'{catalogue}:{MISTAKES[mistake]}')}.*; correct the"),
        ):
            report()


def test_valid_and_unused_translations_are_not_reported(ports: Site) -> None:
    valid = '\n# Tri\nmsgid "{n} page"\nmsgid_plural "{n} pages"\nmsgstr[0] "unu \\"paĝo\\""\nmsgstr[1] ""\n"{n} paĝoj"\n'
    obsolete = '\n#, fuzzy\nmsgid "Problem with {id}"\nmsgstr "{pge}"\n\n#~ msgid "old"\n#~ msgstr "malnova"\n'
    ports.write(f"pages/locales/{LANGUAGE}/LC_MESSAGES/dossier.po", PO.format(translation="Salti") + valid + obsolete)
    assert ports.build(language=LANGUAGE, only="index").warnings == []


def test_template_of_catalogue_is_up_to_date() -> None:
    with (PROJECT / "dossier/locale/dossier.pot").open("rb") as file:
        template = pofile.read_po(file)
    assert {message.id for message in template} == {message.id for message in extract_messages()} | {""}, "make gettext"
