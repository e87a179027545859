"""All texts of the extension can be translated, as whole sentences."""

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
BY_SCRIPTS = "choose chosen copied figures finding general off on open page said selected silent take theme"
"""Data of elements from which scripts have what they say."""
SPOKEN = ("aria-label", "alt", "title", "placeholder", *(f"data-{name}" for name in BY_SCRIPTS.split()))
"""Attributes whose values readers hear or see."""
NAMES = {"bibtex", "csl", "json", "ctrl", "ris", "sphinx", "sha"}
UNSAID = re.compile(r"⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]{2,}")


@functools.cache
def said() -> Catalog:
    """Return every translatable message of the extension."""
    catalogue = Catalog()
    for path, line, message, _comments, _context in extract_from_dir(PROJECT / "dossier", METHODS):
        catalogue.add(message, locations=[(path, line)])
    return catalogue


def pseudo(catalogue: Catalog, path: Path) -> None:
    """Write a catalogue that translates each message by putting it in brackets."""
    for message in catalogue:
        if message.id:
            both = isinstance(message.id, tuple)
            message.string = tuple(f"⟦{form}⟧" for form in message.id) if both else f"⟦{message.id}⟧"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture(scope="module", params=["harbour", "ports"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, and the small site that shows everything, translated with the catalogue of brackets."""
    folder = tmp_path_factory.mktemp(request.param)
    shutil.copytree(SITES[request.param], folder, dirs_exist_ok=True)
    pages = next(path.parent for path in folder.glob("*/conf.py"))
    messages = pages / "locales" / LANGUAGE / "LC_MESSAGES"
    pseudo(said(), messages / "dossier.mo")
    with (Path(sphinx.__file__).parent / "locale/sphinx.pot").open("rb") as file:
        pseudo(pofile.read_po(file), messages / "sphinx.mo")
    return translated(pages, folder, html_theme="dossier", templates_path=[])


def translated(pages: Path, folder: Path, **settings: Any) -> Path:
    """Build a site in the other language, without a warning, and return its folder."""
    app = SphinxTestApp(srcdir=pages, builddir=folder / "built", confoverrides={"language": LANGUAGE, **settings})
    try:
        app.build()
        assert not app.warning.getvalue()
    finally:
        app.cleanup()
    return folder / "built/html"


def unsaid(page: BeautifulSoup) -> Iterator[str]:
    """Return the text of a page outside brackets, including attributes for screen readers."""
    for code in page.find_all("code"):
        code.decompose()
    shown = [
        str(text) for text in page.find_all(string=True) if not isinstance(text, Comment | Doctype) and is_shown(text.parent)
    ]
    told = [str(tag[name]) for tag in page.find_all(can_speak) for name in SPOKEN if tag.get(name)]
    told += [str(tag["content"]) for tag in page.select("meta[name=description], meta[property='og:title']")]
    text = "|".join([*shown, *told])
    while UNSAID.search(text):
        text = UNSAID.sub("|", text)
    yield from (" ".join(WORD.findall(part)) for part in re.split(r"[.,;:()“”/|]", text))


def can_speak(tag: Tag) -> bool:
    """Whether the attributes of an element are presented to readers."""
    return tag.name not in ("link", "meta") and not tag.has_attr("data-address")


def is_shown(tag: Tag) -> bool:
    """Whether an element is presented to readers."""
    return tag.name not in ("script", "style", "link", "meta") and not tag.has_attr("data-address")


def own(built: Path) -> set[str]:
    """Return the words of the site, which the site itself translates."""
    files = [path for folder in (built.parents[1], PROJECT / "docs/_ext") for path in folder.rglob("*")]
    kept = [path for path in files if path.suffix in (".md", ".yaml", ".bib", ".py") and "built" not in path.parts]
    return set(WORD.findall(" ".join(path.read_text() for path in kept).lower()))


def test_every_sentence_is_said_in_the_language_of_the_site(built: Path) -> None:
    words = own(built) | NAMES
    pages = {path.name: BeautifulSoup(path.read_text(), "lxml") for path in sorted(built.rglob("*.html"))}
    left = {(name, part) for name, page in pages.items() for part in unsaid(page) if not words.issuperset(part.lower().split())}
    assert not left, "\n".join(map(str, sorted(left)))


PO = """\
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "Skip to content"
msgstr "{said}"
"""


def test_a_translation_is_compiled_by_the_build_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(SITES["harbour"], tmp_path, dirs_exist_ok=True)
    pages = next(path.parent for path in tmp_path.glob("*/conf.py"))
    catalogue = pages / "locales" / LANGUAGE / "LC_MESSAGES" / "dossier.po"
    catalogue.parent.mkdir(parents=True)
    for said in ("Rekte al la enhavo", "Salti al la enhavo"):
        catalogue.write_text(PO.format(said=said))
        monkeypatch.setattr(gettext, "_translations", {})  # as in a new process
        assert said in (translated(pages, tmp_path) / "index.html").read_text()


WRONG = {
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
"""Mistakes after the head of a catalogue, and what is said of them; each file is written in Latin-1."""


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_in_a_translation_is_reported_with_its_line(ports: Site, mistake: str) -> None:
    catalogue = f"pages/locales/{LANGUAGE}/LC_MESSAGES/dossier.po"
    ports.write(catalogue, "\n\n".join([PO.split("\n\n")[0], mistake]).encode("latin-1"))
    ports.edit("pages/conf.py", "dossier_site", f'language = "{LANGUAGE}"\ndossier_site')
    for report in (ports.build, ports.check):
        with (
            docutils_namespace(),
            pytest.raises(SystemExit, match=f"^{re.escape(f'{catalogue}:{WRONG[mistake]}')}.*; correct the"),
        ):
            report()


def test_a_translation_may_leave_out_a_placeholder_and_what_is_not_used_may_be_wrong(ports: Site) -> None:
    fine = '\n# Tri\nmsgid "{n} page"\nmsgid_plural "{n} pages"\nmsgstr[0] "unu \\"paĝo\\""\nmsgstr[1] ""\n"{n} paĝoj"\n'
    unused = '\n#, fuzzy\nmsgid "Problem with {id}"\nmsgstr "{pge}"\n\n#~ msgid "old"\n#~ msgstr "malnova"\n'
    ports.write(f"pages/locales/{LANGUAGE}/LC_MESSAGES/dossier.po", PO.format(said="Salti") + fine + unused)
    assert ports.build(language=LANGUAGE, only="index").warnings == []


def test_the_template_for_translators_has_every_sentence() -> None:
    with (PROJECT / "dossier/locale/dossier.pot").open("rb") as file:
        kept = pofile.read_po(file)
    assert {message.id for message in kept} == {message.id for message in said()} | {""}, "make gettext"
