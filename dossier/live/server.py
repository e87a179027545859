"""The server of a live site, which serves the pages and notifies browsers of changes."""

import asyncio
import contextlib
import json
import logging
import os
import socket
import sys
import time
import traceback
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from watchfiles import Change, DefaultFilter, awatch

from dossier.files import display_path
from dossier.live.site import Site

CODE = Path(__file__).resolve().parents[1]
"""The folder of the extension's code; changes in it restart the process, unless it has errors."""
LOAD = (
    "import sys; from pathlib import Path; import dossier.live.server; from dossier.__main__ import use_folder; "
    "use_folder(Path(sys.argv[1]))"
)
"""A program that loads the code of the extension and of a site, whose folder of pages is its argument."""
ADDED = '<link rel="stylesheet" href="/_live/live.css"><script src="/_live/live.js" defer></script>'
"""The HTML added to each page: the client's style sheet and script."""

DEBOUNCE, STEP = 100, 20
"""The time in milliseconds for which changes are gathered before a build: at most, and after the last change."""

HIGHEST = 65535
"""The highest port number."""

RELOADING = 0.3
"""The time in seconds left to browsers to reload the pages before the rules are applied, which takes processor time."""

IDLE = 1500
"""The time in milliseconds without a change after which the data files and the search index are written too."""


class News:
    """The state of the site, sent to every connected browser.

    :ivar builds: the number of builds whose pages have been written
    :ivar problems: the problems of the last build to which the rules have been applied
    """

    def __init__(self) -> None:
        self.builds = 0
        self.problems: list[str] = []
        self._changed = asyncio.Condition()

    async def announce(self) -> None:
        """Send the state to the browsers, if it has changed."""
        async with self._changed:
            self._changed.notify_all()

    async def stream(self) -> AsyncIterator[str]:
        """Yield server-sent events: the current state at once, then each new state."""
        while True:
            sent = self._state
            yield f"data: {sent}\n\n"
            async with self._changed:
                await self._changed.wait_for(lambda sent=sent: self._state != sent)  # type: ignore[misc]

    @property
    def _state(self) -> str:
        return json.dumps({"build": f"{os.getpid()}.{self.builds}", "problems": self.problems})


class Pages(StaticFiles):
    """The files of the site, with the client added to each page, including the "not found" page."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file at a path."""
        response = await super().get_response(path, scope)
        if not isinstance(response, FileResponse) or response.media_type != "text/html":
            return response
        text = Path(response.path).read_text(encoding="utf-8")
        return HTMLResponse(text.replace("</head>", f"{ADDED}</head>", 1), response.status_code)


def application(site: Site, news: News, watched: list[Path], started: float) -> Starlette:
    """Return the application that serves a site while it is edited.

    :param watched: the folders whose changes are built
    :param started: the Unix time at which the first build began; changes since then are built too
    """

    async def events(request: Request) -> Response:
        return StreamingResponse(news.stream(), media_type="text/event-stream")

    @contextlib.asynccontextmanager
    async def watching(app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(_watch(site, news, watched, started))
        task.add_done_callback(_end_with)
        yield
        task.cancel()

    routes = [
        Route("/_live/events", events),
        Mount("/_live", StaticFiles(directory=CODE / "live/client")),
        Mount("/", Pages(directory=site.html, html=True, check_dir=False)),
    ]
    middleware = [Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"])]
    return Starlette(routes=routes, middleware=middleware, lifespan=watching)


def _end_with(task: asyncio.Task[None]) -> None:
    """Print the error and exit if the watcher fails, because nothing would be built any more."""
    if not task.cancelled():
        traceback.print_exception(task.exception())
        os._exit(1)


async def _watch(site: Site, news: News, watched: list[Path], started: float) -> None:
    broken: list[str] = []  # what is wrong with the code; until it is corrected, pages are built with the code as it was
    async for changed in _changes([*watched, CODE], started):
        if not changed:
            if not site.whole:
                await _tell(news, broken + await asyncio.to_thread(site.finish))
            continue
        if any(path.suffix == ".py" and path.name != "conf.py" for path in changed):
            tried = await asyncio.create_subprocess_exec(sys.executable, "-c", LOAD, site.pages, stderr=asyncio.subprocess.PIPE)
            _, said = await tried.communicate()
            if not tried.returncode:
                os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])
            broken = said.decode().splitlines()
            await _tell(news, broken)
            continue
        print(f"{_names(changed)}: {await asyncio.to_thread(site.build, changed)}", flush=True)
        news.builds += 1
        await news.announce()
        await asyncio.sleep(RELOADING)
        await _tell(news, broken + await asyncio.to_thread(site.check))


async def _changes(folders: list[Path], started: float) -> AsyncIterator[set[Path]]:
    """Yield the paths that change in some folders; the first set includes all changes since the start.

    A folder that is replaced or created anew counts as changed, and is watched from then on.
    """
    options: dict[str, Any] = {"debounce": DEBOUNCE, "step": STEP, "rust_timeout": IDLE, "yield_on_timeout": True}
    while True:
        roots, since = _roots(folders), started
        try:
            async for changes in awatch(*roots, **options):
                late = _changed_since(since, folders) if since else set()
                yield {Path(path) for _, path in changes} | late
                since = 0
                if _roots(folders) != roots:
                    break
        except FileNotFoundError:  # a folder has just gone
            continue
        started = time.time()
        yield {folder.absolute() for folder in folders if _roots([folder]).get(folder) != roots.get(folder)}


def _roots(folders: list[Path]) -> dict[Path, int]:
    """Return the folders that exist, each with its inode number, which shows whether it has been replaced."""
    roots = {}
    for folder in folders:
        with contextlib.suppress(FileNotFoundError):
            roots[folder] = folder.stat().st_ino
    return roots


def _changed_since(moment: float, folders: list[Path]) -> set[Path]:
    """Return the files and folders that have changed since a Unix time, and the given folders that no longer exist."""
    watches = DefaultFilter()
    found = {folder.absolute() for folder in folders if not folder.is_dir()}
    for path in (path.absolute() for folder in folders for path in (folder, *folder.rglob("*"))):
        with contextlib.suppress(FileNotFoundError):
            if path.lstat().st_ctime > moment and watches(Change.modified, str(path)):
                found.add(path)
    return found


def _names(changed: set[Path]) -> str:
    """Return the changed files, or folders if there are none, as the terminal shows them: the first, and the number of others."""
    first, *more = sorted(path for path in changed if not path.is_dir()) or sorted(changed)
    return f"{display_path(first)} and {len(more)} more" if more else display_path(first)


async def _tell(news: News, problems: list[str]) -> None:
    """Show the problems in the browser and, if they have changed, in the terminal."""
    if problems != news.problems:
        print("\n".join(problems) if problems else "nothing wrong", flush=True)
    news.problems = problems
    await news.announce()


def serve(pages: Path, watched: list[Path], out: Path, port: int, rules: Callable[[], list[str]]) -> None:
    """Build a site, serve it on localhost and rebuild it after each change, until interrupted.

    :param rules: a function that applies the rules without a build, and returns the problems
    :param port: the port number; 0 for any free port
    """
    cure = "use another, such as --port 8001, or PORT=8001 with make"
    if not 0 <= port <= HIGHEST:  # the standard library would leave the socket open
        raise SystemExit(f"dossier: port {port} cannot be used (ports are numbered 0 to {HIGHEST}); {cure}")
    site = Site(pages, out, rules)
    site.html.mkdir(parents=True, exist_ok=True)
    try:
        listening = socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise SystemExit(f"dossier: port {port} cannot be used ({error.strerror}); {cure}") from None
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    started = time.time()
    print("building the site ...", flush=True)
    print(site.build(set()), flush=True)
    asyncio.run(_run(site, watched, started, listening))


async def _run(site: Site, watched: list[Path], started: float, listening: socket.socket) -> None:
    news = News()
    await _tell(news, site.check())
    config = uvicorn.Config(application(site, news, watched, started), log_level="warning", timeout_graceful_shutdown=1)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}", flush=True)
    await uvicorn.Server(config).serve(sockets=[listening])
