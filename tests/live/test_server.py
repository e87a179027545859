"""The live server answers malformed requests with a status, and refuses unknown host names."""

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
GOOD, BAD = "from un import SITE\n", "from un import SITE\n\nclass Quay\n"
WRONG = f"{CODE}:3: [configuration] expected ':'; correct it"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small site of a live server, with an error in its code."""
    site = Site(tmp_path_factory.mktemp("served"), "test-ports")
    site.edit("pages/conf.py", 'dossier_site = "un"', 'import sys\nsys.path.insert(0, "pages/_ext")\ndossier_site = "river"')
    site.write(CODE, BAD)
    return site


@dataclass
class Running:
    """A live server: its host and port, and what it says next."""

    said: Iterator[str]
    address: str = ""

    def start(self) -> None:
        """Wait until it serves the site."""
        self.address = next(line for line in self.said if line.startswith("http")).removeprefix("http://")


@pytest.fixture(scope="module")
def running(served: Site) -> Iterator[Running]:
    """A live server that told of the error in the code until it was corrected, and during whose first build a page was saved."""
    with serving(served) as said:
        server = Running(said)
        next(line for line in said if line.endswith(WRONG))
        server.start()
        served.write(CODE, GOOD)
        next(line for line in said if line == "building the site ...")
        served.edit("pages/regions/lower-river.md", "# Lower river", "# River mouth")
        server.start()
        next(line for line in said if line.startswith("pages/regions/lower-river.md: "))
        yield server


@pytest.fixture
def address(running: Running) -> str:
    """Host and port of the server."""
    return running.address


def ask(address: str, path: str, host: str = "") -> tuple[int, str]:
    """Return the status of a response, and its redirect."""
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


def test_what_is_saved_during_the_first_build_is_built(served: Site, address: str) -> None:
    assert "River mouth" in (served.folder / "live/html/regions/lower-river.html").read_text()


def test_a_folder_that_was_away_is_watched_when_it_is_there_again(served: Site, running: Running) -> None:
    said, kept = running.said, served.folder / "kept"
    shutil.copytree(served.folder / "source", kept)
    shutil.rmtree(served.folder / "source")
    next(line for line in said if "source/report.yaml" in line)
    kept.rename(served.folder / "source")
    next(line for line in said if line == "nothing wrong")
    served.edit("source/events.yaml", "The quay was opened.", "The quay was opened at last.")
    timeline = served.folder / "live/html/views.html"
    next(line for line in said if "at last" in timeline.read_text())  # it may be named by its folder


def test_a_folder_that_goes_when_the_watch_begins_is_watched_when_it_is_there_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, away = tmp_path / "source", tmp_path / "away"
    folder.mkdir()

    def moving(*roots: Path, **options: Any) -> AsyncIterator[set[tuple[Change, str]]]:
        if not away.exists() and len(roots) == 2:
            folder.rename(away)
        return awatch(*roots, **options)

    async def seen() -> set[Path]:
        changes = server._changes([folder, tmp_path / "code"], time.time())
        gone = await anext(changes)
        away.rename(folder)
        return gone | await anext(changes)

    (tmp_path / "code").mkdir()
    monkeypatch.setattr(server, "awatch", moving)
    assert folder in asyncio.run(asyncio.wait_for(seen(), 60))


def test_an_error_in_the_code_of_the_site_is_told_and_pages_are_built_as_before(served: Site, running: Running) -> None:
    served.write(CODE, BAD)
    assert next(running.said).endswith(WRONG)
    for old, new in (("# River mouth", "# Lower river"), ("# Lower river", "# River mouth")):
        served.edit("pages/regions/lower-river.md", old, new)
        assert next(running.said).startswith("pages/regions/lower-river.md: ")


@pytest.mark.parametrize("given", [("--pages", "nowhere"), ("--watch", "nowhere", "--pages", "pages")])
def test_a_folder_that_is_not_there_is_not_served(ports: Site, given: tuple[str, ...]) -> None:
    said = (
        "nowhere:1: [missing-file] there is no such folder; restore it, use another one, or run this in the folder that has it\n"
    )
    assert ports.command("serve", *given, "--port", "99999") == Outcome(1, "", said)


def test_a_file_in_the_way_of_the_output_is_told(ports: Site) -> None:
    ports.write("live", "")
    said = "dossier: live/html: Not a directory; remove what is in the way, or make it writable\n"
    given = ("--pages", "pages", "--out", "live", "--port", "0")
    assert ports.command("serve", *given) == Outcome(1, "", said)


def test_a_port_that_there_cannot_be_is_told(ports: Site) -> None:
    with pytest.raises(SystemExit, match="port 99999 cannot be used"):
        ports.command("serve", "--pages", "pages", "--source", "source", "--out", "live", "--port", "99999")
