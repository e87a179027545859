"""The live server: requests, watched folders, and errors."""

from __future__ import annotations

import asyncio
import http.client
import shutil
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from watchfiles import Change, awatch

from dossier.live import server
from tests.support import Outcome, Site, serving

pytestmark = pytest.mark.xdist_group("live server")


CODE = "pages/_ext/river.py"
VALID_CODE, BROKEN_CODE = "from un import SITE\n", "from un import SITE\n\nclass Quay\n"
ERROR = f"{CODE}:3: [configuration] expected ':'; correct it"


@pytest.fixture(scope="module")
def served_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The report on river ports, with an error in its Python module."""
    site = Site(tmp_path_factory.mktemp("served"), "test-ports")
    site.edit("pages/conf.py", 'dossier_site = "un"', 'import sys\nsys.path.insert(0, "pages/_ext")\ndossier_site = "river"')
    site.write(CODE, BROKEN_CODE)
    return site


@dataclass
class Running:
    """A live server, with its output and its host and port."""

    output: Iterator[str]
    address: str = ""

    def start(self) -> None:
        """Wait until the server gives its address."""
        self.address = next(line for line in self.output if line.startswith("http")).removeprefix("http://")


@pytest.fixture(scope="module")
def running(served_site: Site) -> Iterator[Running]:
    """A live server that reported the error until it was corrected; a page was edited during its first build."""
    with serving(served_site) as output:
        server = Running(output)
        next(line for line in output if line.endswith(ERROR))
        server.start()
        served_site.write(CODE, VALID_CODE)
        next(line for line in output if line == "building the site ...")
        served_site.edit("pages/regions/lower-river.md", "# Lower river", "# River mouth")
        server.start()
        next(line for line in output if line.startswith("pages/regions/lower-river.md: "))
        yield server


@pytest.fixture
def address(running: Running) -> str:
    """The host and port of the server."""
    return running.address


def get(address: str, path: str, host: str = "") -> tuple[int, str]:
    """Send a request, and return the status and the redirect of the response."""
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
def test_unknown_address_is_not_found(address: str, path: str) -> None:
    assert get(address, path) == (404, "")


def test_folder_redirects_to_its_index(address: str) -> None:
    assert get(address, "/regions") == (307, f"http://{address}/regions/")
    assert get(address, "/regions/") == (200, "")


def test_unknown_host_is_refused(address: str) -> None:
    assert get(address, "/", host="example.org")[0] == 400


def test_edit_during_first_build_is_built(served_site: Site, address: str) -> None:
    assert "River mouth" in (served_site.folder / "live/html/regions/lower-river.html").read_text()


def test_removed_folder_is_watched_again_when_restored(served_site: Site, running: Running) -> None:
    output, spare = running.output, served_site.folder / "kept"
    shutil.copytree(served_site.folder / "source", spare)
    shutil.rmtree(served_site.folder / "source")
    next(line for line in output if "source/report.yaml" in line)
    spare.rename(served_site.folder / "source")
    next(line for line in output if line == "nothing wrong")
    served_site.edit("source/events.yaml", "The quay was opened.", "The quay was opened at last.")
    timeline = served_site.folder / "live/html/views.html"
    next(line for line in output if "at last" in timeline.read_text())  # it may be named by its folder


def test_folder_removed_at_start_of_watch_is_watched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, moved = tmp_path / "source", tmp_path / "away"
    folder.mkdir()

    def awatch_while_moving(*roots: Path, **options: Any) -> AsyncIterator[set[tuple[Change, str]]]:
        if not moved.exists() and len(roots) == 2:
            folder.rename(moved)
        return awatch(*roots, **options)

    async def watch() -> set[Path]:
        changes = server._changes([folder, tmp_path / "code"], time.time())
        gone = await anext(changes)
        moved.rename(folder)
        return gone | await anext(changes)

    (tmp_path / "code").mkdir()
    monkeypatch.setattr(server, "awatch", awatch_while_moving)
    assert folder in asyncio.run(asyncio.wait_for(watch(), 60))


def test_error_in_code_is_reported_and_pages_are_still_built(served_site: Site, running: Running) -> None:
    served_site.write(CODE, BROKEN_CODE)
    assert next(running.output).endswith(ERROR)
    for old, new in (("# River mouth", "# Lower river"), ("# Lower river", "# River mouth")):
        served_site.edit("pages/regions/lower-river.md", old, new)
        assert next(running.output).startswith("pages/regions/lower-river.md: ")


@pytest.mark.parametrize("arguments", [("--pages", "nowhere"), ("--watch", "nowhere", "--pages", "pages")])
def test_missing_folder_is_reported(ports: Site, arguments: tuple[str, ...]) -> None:
    message = (
        "nowhere:1: [missing-file] there is no such folder; restore it, use another one, or run this in the folder that has it\n"
    )
    assert ports.command("serve", *arguments, "--port", "99999") == Outcome(1, "", message)


def test_unwritable_output_folder_is_reported(ports: Site) -> None:
    ports.write("live", "")
    message = "dossier: live/html: Not a directory; remove what is in the way, or make it writable\n"
    arguments = ("--pages", "pages", "--out", "live", "--port", "0")
    assert ports.command("serve", *arguments) == Outcome(1, "", message)


def test_invalid_port_is_reported(ports: Site) -> None:
    with pytest.raises(SystemExit, match=r"port 99999 cannot be used .*; use another, such as --port 8001"):
        ports.command("serve", "--pages", "pages", "--source", "source", "--out", "live", "--port", "99999")
