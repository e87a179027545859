"""The command line of the dossier."""

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from dossier import limit_garbage_collection
from dossier.files import pack_folder, write_if_changed
from dossier.graph import Dossier
from dossier.model.problem import BrokenSource
from dossier.parser.pages import read_pages
from dossier.parser.settings import use_folder
from dossier.parser.source import read_source, schemas
from dossier.parser.text import missing_folders
from dossier.review.compare import compared_states
from dossier.review.markdown import review
from dossier.review.releases import release_files
from dossier.review.statements import read_state
from dossier.rules import check

Argument = Callable[..., Any]
"""Adds an argument to a command."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    :return: the exit status: 0, or 1 on failure
    """
    options = _parser().parse_args(arguments)
    limit_garbage_collection()
    try:
        return int(options.run(options))
    except BrokenSource as broken:
        print(broken, file=sys.stderr)
    except OSError as error:
        what, cure = error.filename or "the output", "remove what is in the way, or make it writable"
        print(f"dossier: {what}: {error.strerror}; {cure}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    folders = argparse.ArgumentParser(add_help=False)
    folders.add_argument("--pages", type=Path, default=Path("docs"), help="the folder of the pages")
    folders.add_argument("--source", type=Path, default=Path("source"), help="the folder of the evidence")
    parser = argparse.ArgumentParser(prog="dossier", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    def command(name: str, run: Callable[[argparse.Namespace], int], does: str, *shared: argparse.ArgumentParser) -> Argument:
        made = commands.add_parser(name, parents=shared, help=does)
        made.set_defaults(run=run)
        return made.add_argument

    command("check", run_check, "check data and pages against all rules, without building", folders)
    command("schemas", run_schemas, "write the JSON Schema of each data file beside it", folders)
    add = command("diff", run_diff, "print the differences from an older version as Markdown", folders)
    add("--base-docs", type=Path, required=True, help="the folder of the older pages")
    add("--base-source", type=Path, required=True, help="the folder of the older evidence")
    add("--limit", type=int, default=0, help="maximum length in characters; statements beyond it are only counted")
    add = command("release", run_release, "write a release, and update the ledger and the change log", folders)
    add("version", help="a version higher than the last, such as 1.1")
    add("--date", required=True, metavar="YYYY-MM-DD", help="the day of the release")
    add = command("zip", run_zip, "pack a folder into a reproducible zip file")
    add("folder", type=Path, help="the folder")
    add("target", type=Path, help="the zip file; its contents are in a folder of the same name")
    add = command("serve", run_serve, "build and serve; rebuild and reload on each change", folders)
    add("--watch", type=Path, action="append", default=[], help="another folder to watch")
    add("--out", type=Path, default=Path("_build/live"), help="the output folder")
    add("--port", type=int, default=8000, help="the port on this machine")
    return parser


def run_check(options: argparse.Namespace) -> int:
    """Print all problems."""
    require(options.pages)
    checked_dossier(options.pages, options.source)
    print(f"{options.pages}, {options.source}: nothing wrong")
    return 0


def checked_dossier(pages_folder: Path, source_folder: Path) -> Dossier:
    """Return the dossier of two folders that break no rule.

    :raises BrokenSource: with all problems; if the configuration, a page or the evidence cannot be read, without those that
        follow from that
    """
    use_folder(pages_folder)
    pages, problems = read_pages(pages_folder)
    try:
        source = read_source(source_folder)
    except BrokenSource as broken:
        raise BrokenSource([*{*broken.problems, *problems}]) from None
    is_unread = bool({problem.path for problem in problems} - {Path(page.path) for page in pages.values()})
    dossier = Dossier(source, pages)
    if found := {*problems, *(() if is_unread else check(dossier)[0])}:
        raise BrokenSource([*found])
    return dossier


def require(*folders: Path) -> None:
    """Check that folders exist.

    :raises BrokenSource: with those that do not
    """
    if missing := missing_folders(*folders):
        raise BrokenSource(missing)


def problems_in(pages_folder: Path, source_folder: Path) -> list[str]:
    """Return all problems in two folders, one per line."""
    try:
        checked_dossier(pages_folder, source_folder)
    except SystemExit as broken:
        return str(broken).splitlines()
    return []


def run_schemas(options: argparse.Namespace) -> int:
    """Write the JSON Schemas."""
    for path, text in schemas(options.source).items():
        path.write_bytes(text.encode())
    return 0


def run_diff(options: argparse.Namespace) -> int:
    """Print the differences from an older version."""
    require(options.pages, options.source, options.base_docs, options.base_source)
    if options.limit < 0:
        raise SystemExit(f"dossier: {options.limit} is not a number of characters; use a positive --limit, or 0 for none")
    use_folder(options.pages)
    after = read_state(options.pages, options.source)
    before = read_state(options.base_docs, options.base_source, after.labels)
    print(review(compared_states(before, after), options.limit), end="")
    return 0


def run_release(options: argparse.Namespace) -> int:
    """Write a release of the current version, unless there are problems."""
    dossier = checked_dossier(options.pages, options.source)
    for path, text in release_files(dossier, options.version, options.date).items():
        write_if_changed(path, text.encode())
        print(path)
    return 0


def run_zip(options: argparse.Namespace) -> int:
    """Pack a folder, if it exists."""
    require(options.folder)
    pack_folder(options.folder, options.target)
    return 0


def run_serve(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from dossier.live.server import serve

    require(options.pages, options.source, *options.watch)
    rules = partial(problems_in, options.pages, options.source)
    serve(options.pages, [options.pages, options.source, *options.watch], options.out, options.port, rules)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
