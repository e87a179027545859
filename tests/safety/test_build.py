"""A build executes no content, fetches nothing, and gives the same bytes everywhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.charts.conftest import draw
from tests.html.test_archives import archive
from tests.review.test_releases import log, release, reword
from tests.support import REPOSITORY, Built, Site

NO_NETWORK = """\
import socket


def refuse(*arguments, **options):
    raise OSError("a build opens no connection")


socket.socket.connect = socket.socket.connect_ex = refuse
socket.create_connection = socket.getaddrinfo = refuse
"""
ELSEWHERE = {
    "PYTHONCOERCECLOCALE": "0",
    "PYTHONHASHSEED": "7",
    "PYTHONUTF8": "0",
    "SOURCE_DATE_EPOCH": "1",
    "TZ": "Asia/Kathmandu",
}

CONTENT = {
    "raw HTML": "<script>alert('it ran')</script>",
    "HTML in a line": "A line with <b onclick=\"alert('it ran')\">HTML</b>.",
    "a raw directive": "```{raw} html\n<script>alert('it ran')</script>\n```",
    "reStructuredText": "```{eval-rst}\n.. raw:: html\n\n   <script>alert('it ran')</script>\n```",
    "a file included": "```{include} ../../secret.txt\n```",
    "a file shown": "```{literalinclude} ../../secret.txt\n```",
    "a file as a table": "```{csv-table}\n:file: ../../secret.txt\n```",
    "a template": "{{ ''.__class__ }} {% raw %}it ran{% endraw %}",
}


def test_content_that_no_rule_lets_pass_does_nothing_in_a_build_that_goes_on(rebuilt_ports: Site) -> None:
    rebuilt_ports.write("secret.txt", "it ran: the secret")
    for nth, content in enumerate(CONTENT.values()):
        text = f"---\nsummary: It runs nothing.\n---\n# Threat {nth}\n\n{content}\n"
        rebuilt_ports.write(f"pages/threat/strange-{nth}.md", text)
    named = "\n".join(rebuilt_ports.check().lines)
    built = rebuilt_ports.build(only=" ".join(f"threat/strange-{nth}" for nth in range(len(CONTENT))))
    for nth, what in enumerate(CONTENT):
        page = (built.folder / f"threat/strange-{nth}.html").read_text()
        assert f"strange-{nth}.md:6: [" in named, what
        assert "the secret" not in page, what
        assert "<script>alert" not in page, what
        assert 'onclick="' not in page.replace("&quot;", ""), what


@pytest.fixture
def french(tmp_path: Path) -> dict[str, str]:
    """A system with French dates, and without UTF-8; if it cannot be made, one of which only that is true."""
    command = ["localedef", "-i", "fr_FR", "-f", "ISO-8859-1", str(tmp_path / "fr_FR.ISO-8859-1")]
    if not shutil.which("localedef") or subprocess.run(command, capture_output=True, check=False).returncode:
        return {"LC_ALL": "C"}
    return {"LC_ALL": "fr_FR.ISO-8859-1", "LOCPATH": str(tmp_path)}


def with_everything(site: Site) -> Site:
    """Add a release, its archive, what has changed since, pictures, and an address to a site."""
    assert release(log(site), "1.0", "2032-01-31").status == 0
    site.write("editions/releases/1.0.zip", archive({"index": b"Ports", "regions/lower-river": b"Lower river"}))
    reword(draw(site))
    settings = 'html_theme = "dossier"\nhtml_baseurl = "https://ports.example/"\ndossier_editions = "../editions"'
    site.edit("pages/conf.py", 'html_theme = "basic"', settings)
    return site


def test_another_folder_time_and_language_two_processes_no_network_no_utf8_and_no_docstrings_give_the_same_bytes(
    tmp_path: Path, french: dict[str, str]
) -> None:
    site = with_everything(Site(tmp_path / "here", "test-ports"))
    sources = Site(tmp_path / "elsewhere/with a space", site.folder).folder
    built = site.build()
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    paths = (tmp_path, REPOSITORY, REPOSITORY / "docs/_ext")
    environment = {**os.environ, **ELSEWHERE, **french, "PYTHONPATH": os.pathsep.join(map(str, paths))}
    options = ["-q", "-j", "2", "-d", "doctrees", "pages", "html"]
    command = [sys.executable, "-OO", "-X", "warn_default_encoding", "-m", "sphinx", *options]
    done = subprocess.run(command, cwd=sources, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    warned = rf"^{re.escape(str(REPOSITORY))}/(?:dossier|docs)/.*EncodingWarning.*"
    assert re.findall(warned, done.stderr, re.MULTILINE) == []
    one, other = built.files(), Built(sources / "html").files()
    assert sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path)) == []
    assert {
        "data/findings.json",
        "pictures/drawn/picture-barges.svg",
        "releases/1.0/index.html",
        "changes.atom",
        "sitemap.xml",
    } - one.keys() == set()


def test_a_connection_would_have_been_refused(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    command = [sys.executable, "-c", "import urllib.request as u; u.urlopen('http://localhost:9/')"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert "a build opens no connection" in done.stderr
