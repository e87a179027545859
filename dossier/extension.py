"""The extension's ``setup()`` function and its event handlers, in the order in which a build calls them."""

from collections.abc import Set
from pathlib import Path
from typing import Any, cast

from pybtex.database import BibliographyData
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.parallel import parallel_available
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, get_mtime, is_bibdata_outdated
from sphinxcontrib.bibtex.domain import BibtexDomain

from dossier import __version__, locale
from dossier.charts import picture
from dossier.domain import NAME, DossierDomain, domain_of, workarounds
from dossier.domain.build import SITES, build_of, makes_site
from dossier.editions.builders import BookBuilder, EpubEdition
from dossier.export.files import has_all, write_files
from dossier.files import display_path, last_changes
from dossier.graph import Dossier
from dossier.html import builder, context, incremental, metadata, previews, site_files
from dossier.html.navigation import Navigation
from dossier.html.translator import Translator
from dossier.model import site
from dossier.model.problem import TRACEBACK_PREFIX, BrokenSource, Problem, attempt
from dossier.parser import settings
from dossier.parser.bibliography import parse_bibliography
from dossier.parser.pages import blank_front, read_page
from dossier.parser.source import BIBLIOGRAPHY, read_source
from dossier.parser.text import read_text
from dossier.rules import check
from dossier.search import index, parts
from dossier.views import forms, references, registry
from dossier.views.page import FillPlaceholders, StartPage

logger = logging.getLogger(__name__)


_DEFAULTS: dict[str, tuple[object, object]] = {
    "primary_domain": ("py", NAME),
    "suppress_warnings": ([], ["bibtex.key_not_found", "myst.role_unknown"]),  # rules report them with the line number
    "myst_enable_extensions": (set(), {"attrs_inline", "colon_fence", "deflist"}),
    "myst_heading_anchors": (0, 3),
    "bibtex_default_style": ("alpha", references.STYLE),
    "bibtex_reference_style": ("label", references.STYLE),
    "bibtex_cite_id": ("", "ref-{key}"),
    "bibtex_bibliography_id": ("", "bibliography-{bibliography_count}"),
    "bibtex_tooltips": (True, False),
}
"""Settings of Sphinx and of the extensions that this one uses: their own default, and ours."""


def set_defaults(app: Sphinx, config: Config) -> None:
    """Set our defaults, and the settings that no site may change (``config-inited``)."""
    for name, (theirs, ours) in _DEFAULTS.items():
        if getattr(config, name) in (theirs, None) or (not theirs and not getattr(config, name)):
            setattr(config, name, ours)
    if "html_title" not in vars(config):  # Sphinx adds the word "documentation"
        config.html_title = config.project
    if not config.bibtex_bibfiles:
        config.bibtex_bibfiles = [f"{config.dossier_source}/{BIBLIOGRAPHY}"]
    # Hidden files: editors and operating systems put them beside pages. Links without a target: a rule reports them.
    broken = [path.relative_to(app.srcdir).as_posix() for path in Path(app.srcdir).rglob("*.md") if not path.exists()]
    config.exclude_patterns = [*config.exclude_patterns, ".*", "**/.*", *broken]
    # Raw HTML and footnotes in a page are shown as plain text.
    config.myst_disable_syntax = [*config.myst_disable_syntax, "footnote_def", "footnote_ref", "html_block", "html_inline"]


def use_site(app: Sphinx, config: Config) -> None:
    """Load the site's module and register its directives (``config-inited``, before the domain is created)."""
    configuration = Path(display_path(Path(app.confdir, "conf.py")))
    given, known = {name: config[name] for name in settings.CHECKED}, {value.name for value in config}
    settings.use_configured(configuration, given, Path(app.srcdir), known)
    config.dossier_site_code = site.code_checksum()
    for name, directive in registry.directives().items():
        app.add_directive_to_domain(NAME, name, directive)


SUPPORTED = (*SITES, "epub", "book")
"""The builders that write pages for readers."""

_ALLOWED = {*SUPPORTED, "changes", "dummy", "gettext", "linkcheck", "pseudoxml", "xml"}
"""The supported builders, and other builders that the extension does not interfere with."""


def refuse_builder(app: Sphinx) -> None:
    """Check that the builder is allowed (``builder-inited``).

    :raises SystemExit: if it is not
    """
    if app.builder.name not in _ALLOWED:
        cure = f"use {', '.join(SUPPORTED[:-1])} or {SUPPORTED[-1]}"
        raise SystemExit(f"dossier: the builder “{app.builder.name}” is not supported; {cure}")


def load_source(app: Sphinx) -> None:
    """Read the source folder and, if a public repository is configured, the date of each page's last change (``builder-inited``).

    Reading takes a tenth of a build after an edit of a page, so the records are kept until a file there or the code has changed.

    :raises BrokenSource: if it has errors
    """
    build, folder = build_of(app.env), Path(app.confdir, app.config.dossier_source).resolve()
    shown, kept = Path(display_path(folder)), Path(app.doctreedir, "source.pickle")
    build.source_times = {str(path): path.lstat().st_ctime_ns for path in folder.rglob("*")}  # before any is read
    version = incremental.code_version(), app.config.dossier_site_code, shown, build.source_times
    if (source := incremental.load(kept, version)) is None:
        source = read_source(shown, parse_once(app, folder / BIBLIOGRAPHY))
        incremental.save(kept, version, source)
    build.source = source
    if app.config.dossier_repository:
        build.last_changes = last_changes(Path(app.srcdir))


def parse_once(app: Sphinx, path: Path) -> BibliographyData | None:
    """Return the content of the bibliography as sphinxcontrib-bibtex keeps it between builds, after parsing it if it has changed.

    :return: ``None`` if the file has errors, or is not the only bibliography
    """
    domain, encoding = cast(BibtexDomain, app.env.domains[BibtexDomain.name]), app.config.bibtex_encoding
    if [Path(app.confdir, name).resolve() for name in app.config.bibtex_bibfiles] != [path]:
        return None
    if is_bibdata_outdated(domain.bibdata, [path], encoding):
        try:
            parsed = parse_bibliography(path, read_text(path))
        except BrokenSource:
            return None
        domain.data["bibdata"] = BibData(encoding, {path: BibFile(get_mtime(path), dict.fromkeys(parsed.entries))}, parsed)
    return domain.bibdata.data


def confine_content(app: Sphinx) -> None:
    """Disable raw output and file inclusion in pages (``builder-inited``).

    The rules forbid both; this also enforces it when the build continues after errors.
    """
    app.env.settings.update(raw_enabled=False, file_insertion_enabled=False)


def refuse_unreadable(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Check that every page to be read is valid text (``env-before-read-docs``).

    :raises BrokenSource: if one is not
    """
    problems: list[Problem] = []
    for docname in docnames:
        attempt(problems, read_text, Path(display_path(Path(env.doc2path(docname)))))
    if problems:
        raise BrokenSource(problems)


def collect_page(app: Sphinx, docname: str, source: list[str]) -> None:
    """Parse the records in a page and blank its front matter, so that MyST parses the rest (``source-read``)."""
    path = app.env.doc2path(docname)
    if path.suffix == ".md":
        page, problems = read_page(docname, Path(display_path(Path(path))), source[0])
        checksum = incremental.checksum_of(page, source[0].encode(), build_of(app.env).source)
        domain_of(app.env).note_page(page, problems, checksum)
        if page.is_valid:
            source[0] = blank_front(source[0])


def link(app: Sphinx, env: BuildEnvironment) -> None:
    """Link the source and the pages, once all are read (``env-updated``)."""
    build = build_of(env)
    uri = {"uri": app.builder.get_target_uri} if makes_site(app) else {}
    base, editions, archived = str(app.config.html_baseurl), site_files.editions(app), site_files.archived(app)
    build.dossier = Dossier(build.source, domain_of(env).pages, base, editions=editions, archived=archived, **uri)


def start_rules(app: Sphinx, env: BuildEnvironment) -> None:
    """Apply the rules in a process of their own while others write pages, if there may be several (``env-updated``)."""
    if app.config.dossier_finish and _has_processes(app):
        build_of(env).rules.add_task(find_problems, app, keep_excused)


def _has_processes(app: Sphinx) -> bool:
    return parallel_available and app.parallel > 1


def choose_pages(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Prepare what the pages are written from, and return the docnames of stale pages (``env-updated``)."""
    build = build_of(env)
    build.dossier.compares_all = app.config.dossier_finish  # comparing all statements would slow down live editing
    build.keep(Navigation(env))
    build.keep(previews.Previews(env))
    domain_of(env).label_objects()
    return incremental.rewrite(app, env)


def problems_of(env: BuildEnvironment) -> tuple[list[Problem], Set[Problem]]:
    """Return all problems in a build, and those that exceptions cover; none before all pages are read."""
    if not hasattr(build := build_of(env), "dossier"):
        return [], set()
    domain, kept = domain_of(env), build.get(incremental.Kept)
    known, texts = kept.checked if kept and kept.checked else (None, {})
    found, excused = check(build.dossier, known, [name for name, text in domain.checksums.items() if texts.get(name) != text])
    return sorted({problem for of_page in domain.problems.values() for problem in of_page}.union(found)), excused


def find_problems(app: Sphinx) -> Set[Problem] | None:
    """Log a warning for each broken rule, with the rule's name and the location.

    :return: the problems that exceptions cover; ``None`` if there are others
    """
    problems, excused = problems_of(app.env)
    for problem in problems:
        location = f"{problem.path}:{problem.line}"
        logger.warning("%s; %s", problem.message, problem.cure, type=NAME, subtype=problem.rule, location=location)
    return None if problems else excused


def keep_excused(app: Sphinx, excused: Set[Problem] | None) -> None:
    """Keep the problems that exceptions cover for the next build, which need not apply all rules to all pages again."""
    checked = incremental.Checked(excused, {**domain_of(app.env).checksums}) if excused is not None else None
    build_of(app.env).part(incremental.Kept).checked = checked


def apply_rules(app: Sphinx) -> None:
    """Apply the rules in this process."""
    keep_excused(app, find_problems(app))


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Write the site-wide files and apply the rules, or wait for them, unless ``dossier_finish`` is off (``build-finished``).

    :raises BrokenSource: if the build failed and a rule is broken, which is the likely cause
    """
    rules = build_of(app.env).rules
    try:
        if told := str(exception).partition(TRACEBACK_PREFIX)[2]:  # raised in another process
            raise SystemExit(told)
        if exception is not None and (problems := problems_of(app.env)[0]):
            raise BrokenSource(problems)
        if exception is None and app.config.dossier_finish:
            write_rest(app)
            rules.join() if _has_processes(app) else apply_rules(app)
    finally:
        rules.terminate()


def write_rest(app: Sphinx) -> None:
    """Write the previews, sitemap, "not found" page, data files, search index, editions and earlier states."""
    build, out = build_of(app.env), Path(app.outdir)
    if makes_site(app):
        is_same = app.config.dossier_finish and build.is_same  # in live editing, several builds may come before this
        if not is_same:
            previews.refresh(app)
        if not (is_same and has_all(build.dossier, out)):
            write_files(build.dossier, out)
        site_files.write_search_files(app)
        site_files.copy_not_found(app)
        index.write_index(app)
        site_files.copy_editions(app)
        site_files.copy_archives(app)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the extension with Sphinx."""
    locale.set_up(app)
    references.register()
    for package in ("dossier.views", "dossier.charts"):
        site.import_modules(package)
    app.add_html_theme("dossier", str(forms.THEME))
    for name, (default, rebuild, types) in settings.SETTINGS.items():
        app.add_config_value(name, default, rebuild, types=types)
    app.setup_extension("myst_parser")
    app.setup_extension("sphinxcontrib.bibtex")
    workarounds.apply_workarounds(app)
    app.add_domain(DossierDomain)
    app.add_node(registry.placeholder)
    forms.register(app)
    picture.register(app)
    for transform in (StartPage, FillPlaceholders, references.OpenSources, references.LinkSymbols):
        app.add_post_transform(transform)
    for made in (builder.PageBuilder, builder.FolderBuilder, EpubEdition, BookBuilder):
        app.add_builder(made, override=True)
        app.set_translator(made.name, Translator)
    app.connect("config-inited", use_site, priority=300)
    app.connect("config-inited", set_defaults, priority=400)
    app.connect("builder-inited", refuse_builder, priority=300)
    app.connect("builder-inited", confine_content)
    app.connect("builder-inited", load_source, priority=400)  # before sphinxcontrib-bibtex, whose errors have no line number
    app.connect("builder-inited", builder.prepare_builder)
    app.connect("env-get-outdated", incremental.reread)
    app.connect("env-before-read-docs", refuse_unreadable)
    app.connect("source-read", collect_page)
    app.connect("env-updated", link, priority=300)
    app.connect("env-updated", incremental.look_up, priority=350)
    app.connect("env-updated", start_rules, priority=400)
    app.connect("env-updated", builder.remove_stale)
    app.connect("env-updated", choose_pages, priority=600)  # after sphinxcontrib-bibtex, which formats the bibliographies
    app.connect("write-started", builder.spare_parents)
    app.connect("html-collect-pages", site_files.collect_pages)
    app.connect("html-page-context", context.add_context, priority=400)
    app.connect("html-page-context", metadata.add_context)
    app.connect("html-page-context", site_files.write_feed)
    app.connect("doctree-resolved", parts.write_parts, priority=900)
    app.connect("build-finished", finish, priority=900)
    app.connect("build-finished", incremental.keep, priority=950)
    return dict(version=__version__, env_version=incremental.code_version(), parallel_read_safe=True, parallel_write_safe=True)
