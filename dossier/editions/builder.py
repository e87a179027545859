"""What the builders of editions share: pages in the order of reading, without what surrounds them on the site."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.osutil import ensuredir

from dossier.domain.build import build_of
from dossier.domain.domain import NAME
from dossier.editions import text
from dossier.html.navigation import captioned
from dossier.views.forms import templates


@dataclass(frozen=True)
class Leaf:
    """A page of an edition.

    :param level: 1 for a page that stands directly in a part, 2 for one below it, and so on
    """

    docname: str
    title: str
    level: int
    below: tuple["Leaf", ...] = ()

    def walk(self) -> Iterator["Leaf"]:
        """The page and all below it, in the order of reading."""
        yield self
        for leaf in self.below:
            yield from leaf.walk()


@dataclass(frozen=True)
class Part:
    """A part of an edition with its caption; the first page of all stands in a part without one."""

    caption: str
    leaves: tuple[Leaf, ...]

    def walk(self) -> Iterator[Leaf]:
        """All its pages, in the order of reading."""
        for leaf in self.leaves:
            yield from leaf.walk()


def contents(env: BuildEnvironment, left_out: Sequence[str]) -> list[Part]:
    """The parts of the site with the pages that an edition has.

    :param left_out: patterns of docnames of pages that it does not have
    """

    def leaves(docnames: Sequence[str], level: int) -> tuple[Leaf, ...]:
        kept = [name for name in docnames if not any(fnmatchcase(name, pattern) for pattern in left_out)]
        return tuple(
            Leaf(name, env.titles[name].astext(), level, leaves(env.toctree_includes.get(name, ()), level + 1)) for name in kept
        )

    root = Leaf(env.config.root_doc, env.titles[env.config.root_doc].astext(), 1)
    parts = [Part(caption, leaves(docnames, 1)) for caption, docnames in captioned(env)]
    return [Part("", (root,)), *(part for part in parts if part.leaves)]


logger = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"
"""Style sheets of editions."""

TEXT, DRAWINGS = "css/editions/text.css", "css/editions/drawings.css"
"""The style sheets of every edition; a file of the same name in a folder of ``html_static_path`` comes before them."""

TEMPLATES = Path(__file__).parent / "templates"
"""Templates of editions; a file of the same name in a folder of ``templates_path`` comes before them."""


class EditionBuilder(StandaloneHTMLBuilder):
    """Writes pages for an edition: those that it has, their links within it, without scripts, forms and navigation.

    A link to a page or file that it does not have leads to the site, if ``html_baseurl`` says where that is, and is plain text
    otherwise. At the end each link without a target is a warning.
    """

    allow_parallel = False
    allow_sharp_as_current_path = False
    search = False
    stylesheets: Sequence[str]
    """The style sheets of the pages."""

    def init(self) -> None:
        """Prepare the templates."""
        super().init()
        self.links: list[tuple[str, str, str]] = []
        self.targets: set[tuple[str, str]] = set()
        self.jinja = templates(*(Path(self.confdir, folder) for folder in self.config.templates_path), TEMPLATES)

    def get_theme_config(self) -> tuple[str, dict[str, str | int | bool]]:
        """No theme of the site: the pages have templates of their own."""
        return "basic", {}

    def get_outdated_docs(self) -> str:  # type: ignore[override]
        """All pages, always: an edition is one thing."""
        return "all documents"

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Find out which pages there are."""
        super().prepare_writing(docnames)
        self.parts: list[Part] = contents(self.env, self.config.dossier_editions_without)
        self.kept = [leaf.docname for part in self.parts for leaf in part.walk()]

    def write_documents(self, docnames: Set[str]) -> None:
        """Write the pages that the edition has, in the order of reading."""
        for docname in self.kept:
            doctree = self.env.get_and_resolve_doctree(docname, self, tags=self.tags)
            self.write_doc_serialized(docname, doctree)
            self.write_doc(docname, doctree)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page."""
        doctree.settings = self.docsettings
        self.current_docname = docname
        self.secnumbers, self.fignumbers = {}, {}
        visitor: Any = self.create_translator(doctree, self)
        doctree.walkabout(visitor)
        page = text.parse("".join(visitor.fragment), docname)
        text.adapt(page)
        self.targets |= {(docname, ""), *((docname, id) for id in text.ids(page))}
        text.relink(page, lambda address: self.address(docname, address))
        self.write_text(docname, page)

    def write_text(self, docname: str, page: text.Element) -> None:
        """Write the text of a page once its links are right."""
        raise NotImplementedError

    def address(self, docname: str, address: str) -> str | None:
        """The address in this edition for one that a page of the site has; ``None`` if it leads nowhere."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return address
        there = normpath(join(dirname(docname), parts.path)) if parts.path else docname
        target = there.removesuffix(self.out_suffix)
        if target in self.kept:
            self.links.append((docname, target, parts.fragment))
            return self.address_within(docname, target, parts.fragment)
        base = self.config.html_baseurl
        path = build_of(self.env).dossier.url(target) if target in self.env.found_docs else there
        return f"{base}{path}" + (f"#{parts.fragment}" if parts.fragment else "") if base else None

    def address_within(self, docname: str, target: str, anchor: str) -> str:
        """The address of a page of the edition, or of a place on it, as seen from a page."""
        raise NotImplementedError

    def copy_assets(self) -> None:
        """Copy the style sheets of the edition, and nothing else of what the site loads."""
        for name in self.stylesheets:
            target = Path(self.outdir, "_static", name)
            ensuredir(target.parent)
            target.write_bytes(self.asset(name).read_bytes())

    def asset(self, name: str) -> Path:
        """A static file of the site, or one that comes with the editions.

        :raises ConfigError: if there is none of that name
        """
        paths = [*(Path(self.confdir, folder, name) for folder in self.config.html_static_path), STATIC / name]
        found = next((path for path in paths if path.is_file()), None)
        if found is None:
            raise ConfigError(f"no folder of html_static_path, nor the extension, has the style sheet {name}")
        return found

    def finish(self) -> None:
        """Warn of each link without a target, then put everything together."""
        for docname, target, anchor in sorted(set(self.links)):
            if (target, anchor) not in self.targets:
                place = f"{target}#{anchor}" if anchor else target
                said = f"a link leads to {place}, which is not there"
                logger.warning(said, type=NAME, subtype="edition-link", location=docname)
        self.copy_image_files()
        self.handle_finish()

    @property
    def description(self) -> str:
        """What the first page says of the site."""
        return build_of(self.env).dossier.summary_of(self.config.root_doc)

    def render(self, template: str, **context: Any) -> str:
        """Fill a template of the editions."""
        report = build_of(self.env).dossier.source.report
        shared = {"config": self.config, "report": report, "parts": self.parts, "description": self.description}
        return self.jinja.get_template(template).render(**shared, **context)
