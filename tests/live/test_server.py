"""The live server answers odd requests with a status, and speaks to nobody who calls it by another name."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import Site

pytestmark = pytest.mark.xdist_group("live server")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Host and port of a live server."""
    site = Site(tmp_path_factory.mktemp("served"), "test-ports")
    command = [sys.executable, "-m", "dossier", "serve", "--pages", "pages", "--source", "source", "--out", "live", "--port", "0"]
    project = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": f"{project}{os.pathsep}{project / 'docs/_ext'}"}
    with subprocess.Popen(command, cwd=site.folder, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield next(line for line in server.stdout if line.startswith("http")).strip().removeprefix("http://")
        server.terminate()


def ask(address: str, path: str, host: str = "") -> tuple[int, str]:
    """The status of an answer, and where it leads."""
    connection = http.client.HTTPConnection(address, timeout=10)
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", host or address)
    connection.endheaders()
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.getheader("Location", "")


@pytest.mark.parametrize(
    "path", ["/none.html", "/%00", f"/{'a' * 300}", "/_live/nothing.js", "/_live/%2e%2e", "/../../etc/passwd"]
)
def test_an_unknown_address_is_not_found(address: str, path: str) -> None:
    assert ask(address, path) == (404, "")


def test_a_folder_leads_to_its_index(address: str) -> None:
    assert ask(address, "/regions") == (307, f"http://{address}/regions/")
    assert ask(address, "/regions/") == (200, "")


def test_another_host_is_refused(address: str) -> None:
    assert ask(address, "/", host="example.org")[0] == 400
