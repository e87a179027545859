"""The audits find the faults of a site, and skip those whose tool is missing."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from audits import __main__ as audits
from audits import pages, tools
from audits.audit import Site
from audits.serve import serve

SOUND = "<!doctype html><html lang=en><title>Sound</title><link rel=icon href=data:,><main><h1>Sound</h1></main>"
FAULTS = """<!doctype html><html lang=en><title>Faults</title><link rel=icon href=data:,>
<main><h1>Faults</h1><script src=gone.js></script>
<p id=wide>Too <a href=none.html>wide</a>.</p><script src=wide.js></script></main>"""
MOVING = f"""<!doctype html><html lang=en><title>Moving</title><link rel=icon href=data:,>
<style>main {{ margin-left: 30rem }} body:has(aside) main {{ margin-left: 0 }}</style>
<main><h1>Moving</h1><p>{"Words that are read. " * 100}</p><!--{"x" * 4000}--></main><aside>The end</aside>"""
SCRIPT = "document.getElementById('wide').style.width = '3000px'; console.error('a fault');"
HEADERS = "/*\n  Content-Security-Policy: script-src 'self'\n  X-Content-Type-Options: nosniff\n"


@pytest.fixture
def faulty(tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A site with a correct page and a faulty one, and the shared browser."""
    folder = tmp_path / "site"
    folder.mkdir()
    texts = {
        "a.html": FAULTS,
        "404.html": SOUND,
        "search.html": SOUND,
        "wide.js": SCRIPT + f"/*{'x' * 200}*/",
        "_headers": HEADERS,
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
    monkeypatch.setattr(pages, "a_browser", lambda: nullcontext(browser))
    with serve(folder) as address:
        yield Site(folder, address, tmp_path / "tools")


def test_errors_are_reported_for_the_page_that_has_them(faulty: Site) -> None:
    found = list(pages.errors(faulty))
    assert {line.split(",")[0] for line in found} == {"a.html"}
    assert any("the console says: a fault" in line for line in found)
    assert any("404" in line for line in found)
    assert any("px wide" in line and "a.html, 390 px" in line for line in found)


def test_missing_files_are_reported_for_a_copy_on_a_disk(faulty: Site) -> None:
    found = list(pages.disk(faulty))
    assert all(line.startswith("a.html, ") for line in found)
    assert any("did not load: " in line and "gone.js" in line for line in found)
    assert any("there is no file:" in line and line.endswith("none.html") for line in found)


def test_layout_shifts_are_reported_that_occur_only_on_a_slow_connection(faulty: Site) -> None:
    (faulty.folder / "moving.html").write_text(MOVING)
    with serve(faulty.folder, pages.Slowly) as address:
        (found,) = pages.visit(address, ["404.html", "moving.html"], pages.moved, script=pages.WATCH)
    assert found.startswith("moving.html, 1350 px: the layout shifts by 0.")


def test_server_does_not_report_closed_connections(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "_headers").write_text(HEADERS)
    (tmp_path / "long.bin").write_bytes(bytes(30_000_000))
    with serve(tmp_path) as address:
        host = urlsplit(address)
        with socket.create_connection((host.hostname, host.port)) as browser:
            browser.sendall(b"GET /long.bin HTTP/1.1\r\nHost: localhost\r\n\r\n")
            browser.recv(1)
    assert capfd.readouterr().err == ""


def test_pages_and_scripts_that_are_too_large_are_reported(faulty: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [line for line in pages.weights(faulty) if " weigh" in line] == []
    monkeypatch.setattr(pages, "SCRIPTS", 50)
    monkeypatch.setattr(pages, "PAGE", 200)
    found = [line.partition(" weigh")[0] for line in pages.weights(faulty) if " weigh" in line]
    assert found == ["a.html, 1350 px: the page", "a.html, 1350 px: the scripts"]


def test_page_is_reported_only_if_every_lighthouse_run_scores_below_100(faulty: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    scores = {"a.html": [0.9, 0.8, 0.9], "search.html": [0.9, 1]}

    def judge(command: Sequence[str], address: str, device: str) -> str:
        left = scores.get(address.rpartition("/")[2], []) if device == "mobile" else []
        score = left.pop(0) if left else 1
        speed = {"score": score, "auditRefs": [{"id": "speed", "weight": 1}]}
        return json.dumps({"categories": {"performance": speed}, "audits": {"speed": {"score": score}}})

    monkeypatch.setattr(tools, "judge", judge)
    monkeypatch.setattr(tools, "_package", lambda name, folder: folder)
    assert list(tools.lighthouse(faulty)) == ["a.html, mobile: performance 90: speed"]
    assert scores == {"a.html": [], "search.html": []}


@pytest.mark.parametrize("name", ["markup", "lighthouse"])
def test_audit_without_its_tool_is_skipped_with_the_reason(
    faulty: Site, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(audits, "BUILD", tmp_path)
    assert audits.main([name, "--site", str(faulty.folder)]) == 0
    assert "which is not installed; install" in capsys.readouterr().err


def test_wrong_address_without_404_page_gets_status_404(tmp_path: Path) -> None:
    (tmp_path / "_headers").write_text(HEADERS)
    with serve(tmp_path) as address, pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}gone.html")


def test_audits_need_a_built_site(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=f"^there is no built site in {tmp_path}; run “make html”, "):
        audits.main(["weights", "--site", str(tmp_path)])
