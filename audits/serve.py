"""A server like that of a web host: compressed text, the headers in ``_headers``, and the "not found" page."""

from __future__ import annotations

import functools
import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

COMPRESSED = {".css", ".csv", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


def headers(folder: Path) -> list[tuple[str, str]]:
    """Return the headers that the host is to send with every file, from ``_headers``."""
    rows = (folder / "_headers").read_text().splitlines()[1:]
    return [(name, value) for name, _, value in (row.strip().partition(": ") for row in rows)]


class Handler(SimpleHTTPRequestHandler):
    """A request handler that serves the files of a site, without logging."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        """Send a file, or the "not found" page, if there is one."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            self.send_file(path, 200)
        elif (path := Path(self.directory) / "404.html").is_file():
            self.send_file(path, 404)
        else:
            self.send_error(404)

    def send_file(self, path: Path, status: int) -> None:
        """Send a file with a status."""
        is_text = path.suffix in COMPRESSED
        body = gzip.compress(path.read_bytes(), 6, mtime=0) if is_text else path.read_bytes()
        self.send_response(status)
        for name, value in headers(Path(self.directory)):
            self.send_header(name, value)
        self.send_header("Content-Type", f"{self.guess_type(path)}{'; charset=utf-8' if is_text else ''}")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if is_text:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.send_body(body, path.suffix)

    def send_body(self, body: bytes, suffix: str) -> None:
        """Send the content of a file.

        :param suffix: the file's extension
        """
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Log nothing."""


class Server(ThreadingHTTPServer):
    """A server that ignores closed connections, because browsers may disconnect early."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report every error except a closed connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a site on localhost, and yield its address.

    :raises SystemExit: if the folder is not that of a built site
    """
    if not (folder / "_headers").is_file():
        raise SystemExit(f"there is no built site in {folder}; run “make html”, or name its folder with --site")
    server = Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
