"""The command line of the dossier."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from functools import partial
from pathlib import Path

from dossier import limit_garbage_collection
from dossier.files import pack_folder, write_if_changed
from dossier.graph import Dossier
from dossier.model.problem import BrokenSource, attempt
from dossier.parser.pages import read_pages
from dossier.parser.settings import use_folder
from dossier.parser.source import read_source, schemas
from dossier.parser.text import require_folders
from dossier.review.compare import compared_states
from dossier.review.markdown import review
from dossier.review.releases import release_files
from dossier.review.statements import read_state
from dossier.rules import check


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    :return: the exit status: 0, or 1 on failure
    """
    options = _parser().parse_args(arguments)
    limit_garbage_collection()
    try:
        options.run(options)
        return 0
    except BrokenSource as broken:
        print(broken, file=sys.stderr)
    except OSError as error:
        what, cure = error.filename or "the output", "remove what is in the way, or make it writable"
        print(f"dossier: {what}: {error.strerror}; {cure}", file=sys.stderr)
    return 1


def _parser() -> ArgumentParser:
    folders = ArgumentParser(add_help=False)
    folders.add_argument("--pages", type=Path, default=Path("docs"), help="the folder of the pages")
    folders.add_argument("--source", type=Path, help="the folder of the evidence, if not that of conf.py")
    parser = ArgumentParser(prog="dossier", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[[Namespace], None], does: str, *shared: ArgumentParser) -> ArgumentParser:
        made = commands.add_parser(name, parents=shared, help=does)
        made.set_defaults(run=run)
        return made

    command("check", run_check, "check data and pages against all rules, without building", folders)
    command("schemas", run_schemas, "write the JSON Schema of each data file beside it", folders)
    diff = command("diff", run_diff, "print the differences from an older version as Markdown", folders)
    diff.add_argument("--base-docs", type=Path, required=True, help="the folder of the older pages")
    diff.add_argument("--base-source", type=Path, required=True, help="the folder of the older evidence")
    diff.add_argument("--limit", type=int, default=0, help="maximum length in characters; statements beyond it are only counted")
    release = command("release", run_release, "write a release, and update the ledger and the change log", folders)
    release.add_argument("version", help="a version higher than the last, such as 1.1")
    release.add_argument("--date", required=True, metavar="YYYY-MM-DD", help="the day of the release")
    zip_ = command("zip", run_zip, "pack a folder into a reproducible zip file")
    zip_.add_argument("folder", type=Path, help="the folder")
    zip_.add_argument("target", type=Path, help="the zip file; its contents are in a folder of the same name")
    serve = command("serve", run_serve, "build and serve; rebuild and reload on each change", folders)
    serve.add_argument("--watch", type=Path, action="append", default=[], help="another folder to watch")
    serve.add_argument("--out", type=Path, default=Path("_build/live"), help="the output folder")
    serve.add_argument("--port", type=int, default=8000, help="the port on this machine")
    return parser


def run_check(options: Namespace) -> None:
    """Print all problems."""
    dossier = checked_dossier(options.pages, options.source)
    print(f"{options.pages}, {dossier.source.bibliography.parent}: nothing wrong")


def checked_dossier(pages_folder: Path, source_folder: Path | None) -> Dossier:
    """Return the dossier of two folders that break no rule.

    :param source_folder: the data folder, if not that of ``conf.py``
    :raises BrokenSource: with all problems; if the configuration, a page or the evidence cannot be read, without those that
        follow from that
    """
    source_folder = use_folder(pages_folder, source_folder)
    pages, problems = read_pages(pages_folder)
    is_unread = bool({problem.path for problem in problems} - {page.path for page in pages.values()})
    source = attempt(problems, read_source, source_folder)
    if source is None:
        raise BrokenSource(problems)
    dossier = Dossier(source, pages)
    problems += () if is_unread else check(dossier)[0]
    if problems:
        raise BrokenSource(problems)
    return dossier


def problems_in(pages_folder: Path, source_folder: Path | None) -> list[str]:
    """Return all problems in two folders, one per line."""
    try:
        checked_dossier(pages_folder, source_folder)
    except SystemExit as broken:
        return str(broken).splitlines()
    return []


def run_schemas(options: Namespace) -> None:
    """Write the JSON Schemas."""
    for path, text in schemas(options.source or use_folder(options.pages)).items():
        path.write_bytes(text.encode())


def run_diff(options: Namespace) -> None:
    """Print the differences from an older version."""
    source = use_folder(options.pages, options.source)
    require_folders(source, options.base_docs, options.base_source)
    if options.limit < 0:
        raise SystemExit(f"dossier: {options.limit} is not a number of characters; use a positive --limit, or 0 for none")
    after = read_state(options.pages, source)
    before = read_state(options.base_docs, options.base_source, after.labels)
    print(review(compared_states(before, after), options.limit), end="")


def run_release(options: Namespace) -> None:
    """Write a release of the current version, unless there are problems."""
    dossier = checked_dossier(options.pages, options.source)
    for path, text in release_files(dossier, options.version, options.date).items():
        write_if_changed(path, text.encode())
        print(path)


def run_zip(options: Namespace) -> None:
    """Pack a folder, if it exists."""
    require_folders(options.folder)
    pack_folder(options.folder, options.target)


def run_serve(options: Namespace) -> None:
    """Serve until interrupted."""
    from dossier.live.server import serve

    require_folders(options.pages)
    try:
        source = options.source or use_folder(options.pages)
    except BrokenSource:  # the server tells of a wrong configuration until it is corrected
        source = Path("source")
    folders = [options.pages, source, *options.watch]
    require_folders(*folders)
    serve(options.pages, folders, options.out, options.port, partial(problems_in, options.pages, options.source))


if __name__ == "__main__":
    raise SystemExit(main())
