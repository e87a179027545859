"""Pagefind, asked page by page.

Its command for a folder takes the pages in the order in which the file system has them, which is another on each machine, and
with the order the bytes of the index change. Its service, to which Pagefind's own packages for Python and Node speak, takes
them in the order in which they come. The package for Python waits a tenth of a second for each reply, which is too long.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pagefind_bin import get_executable
from sphinx.errors import SphinxError


class SearchIndexError(SphinxError):
    """The index could not be made."""

    category = "The search index cannot be made"


def index(pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """The files that Pagefind makes of pages, by their paths below its folder.

    :param pages: the path of each below the root of the site, and its HTML, in the order in which they count
    :raises SearchIndexError: if it fails
    """
    with _service() as service:
        number = _ask(service, {"type": "NewIndex", "config": {"keep_index_url": True}})["index_id"]
        for path, html in pages:
            _ask(service, {"type": "AddFile", "index_id": number, "file_path": path, "file_contents": html})
        # Asked to write the files itself, it replies before it has.
        files = _ask(service, {"type": "GetFiles", "index_id": number})["files"]
    return {file["path"]: base64.b64decode(file["content"]) for file in files}


@contextmanager
def _service() -> Iterator[subprocess.Popen[bytes]]:
    command = [str(get_executable()), "--service"]
    pipe = subprocess.PIPE
    service = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
    try:
        yield service
    finally:
        service.kill()
        service.communicate()


def _ask(service: subprocess.Popen[bytes], payload: Mapping[str, Any]) -> dict[str, Any]:
    """What the service replies to a message; each is JSON in base 64, and ends with a comma.

    :raises SearchIndexError: if that is an error, or nothing
    """
    assert service.stdin is not None
    assert service.stdout is not None
    message = base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode())
    reply = bytearray()
    try:
        service.stdin.write(message + b",")
        service.stdin.flush()
        while not reply.endswith(b","):
            more = os.read(service.stdout.fileno(), 1 << 20)
            if not more:
                raise SearchIndexError("Pagefind has ended")
            reply += more
    except BrokenPipeError:
        raise SearchIndexError("Pagefind has ended") from None
    said: dict[str, Any] = json.loads(base64.b64decode(reply[:-1]))["payload"]
    if said["type"] == "Error":
        raise SearchIndexError(said["message"])
    return said
