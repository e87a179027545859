"""The site as a host would serve it: text compressed, the headers of ``_headers``, and a page for wrong addresses."""

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
    """The headers that the site asks its host to send with every file."""
    rows = (folder / "_headers").read_text().splitlines()[1:]
    return [(name, value) for name, _, value in (row.strip().partition(": ") for row in rows)]


class Handler(SimpleHTTPRequestHandler):
    """Serves the files of a site and says nothing."""

    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        """Send a file, or the page for wrong addresses."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        status = 200 if path.is_file() else 404
        if status == 404:
            path = Path(self.directory) / "404.html"
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
        """Send what a file holds.

        :param suffix: the end of its name, which tells its kind
        """
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Serves a browser, which may hang up before it has everything."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of every error but that one."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a site on this machine alone; gives its address."""
    server = Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
