"""A build executes no content, opens no connection, and is reproducible."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.charts.conftest import draw
from tests.html.test_archives import make_archive
from tests.review.test_releases import add_change_pages, make_release, reword_finding
from tests.support import REPOSITORY, Built, Site

NO_NETWORK = """\
import socket


def refuse(*arguments, **options):
    raise OSError("a build opens no connection")


socket.socket.connect = socket.socket.connect_ex = refuse
socket.create_connection = socket.getaddrinfo = refuse
"""
ENVIRONMENT = {
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


def test_active_content_is_reported_and_has_no_effect_in_build(rebuilt_ports: Site) -> None:
    rebuilt_ports.write("secret.txt", "it ran: the secret")
    for nth, content in enumerate(CONTENT.values()):
        text = f"---\nsummary: It runs nothing.\n---\n# Threat {nth}\n\n{content}\n"
        rebuilt_ports.write(f"pages/threat/strange-{nth}.md", text)
    problems = "\n".join(rebuilt_ports.check().lines)
    built = rebuilt_ports.build(only=" ".join(f"threat/strange-{nth}" for nth in range(len(CONTENT))))
    for nth, kind in enumerate(CONTENT):
        page = (built.folder / f"threat/strange-{nth}.html").read_text()
        assert f"strange-{nth}.md:6: [" in problems, kind
        assert "the secret" not in page, kind
        assert "<script>alert" not in page, kind
        assert 'onclick="' not in page.replace("&quot;", ""), kind


@pytest.fixture
def french(tmp_path: Path) -> dict[str, str]:
    """Environment variables of a French locale without UTF-8, or of the C locale if that cannot be generated."""
    command = ["localedef", "-i", "fr_FR", "-f", "ISO-8859-1", str(tmp_path / "fr_FR.ISO-8859-1")]
    if not shutil.which("localedef") or subprocess.run(command, capture_output=True, check=False).returncode:
        return {"LC_ALL": "C"}
    return {"LC_ALL": "fr_FR.ISO-8859-1", "LOCPATH": str(tmp_path)}


def add_all_features(site: Site) -> Site:
    """Add a release with its archive, later changes, pictures and a base URL to a site."""
    assert make_release(add_change_pages(site), "1.0", "2032-01-31").status == 0
    site.write("editions/releases/1.0.zip", make_archive({"index": b"Ports", "regions/lower-river": b"Lower river"}))
    reword_finding(draw(site))
    settings = 'html_theme = "dossier"\nhtml_baseurl = "https://ports.example/"\ndossier_editions = "../editions"'
    site.edit("pages/conf.py", 'html_theme = "basic"', settings)
    return site


def test_build_is_reproducible_in_other_environment(tmp_path: Path, french: dict[str, str]) -> None:
    """The other build has another folder, time zone, locale and hash seed, two processes, no network and no docstrings."""
    site = add_all_features(Site(tmp_path / "here", "test-ports"))
    sources = Site(tmp_path / "elsewhere/with a space", site.folder).folder
    built = site.build()
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    paths = (tmp_path, REPOSITORY, REPOSITORY / "docs/_ext")
    environment = {**os.environ, **ENVIRONMENT, **french, "PYTHONPATH": os.pathsep.join(map(str, paths))}
    options = ["-q", "-j", "2", "-d", "doctrees", "pages", "html"]
    command = [sys.executable, "-OO", "-X", "warn_default_encoding", "-m", "sphinx", *options]
    done = subprocess.run(command, cwd=sources, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    encoding_warning = rf"^{re.escape(str(REPOSITORY))}/(?:dossier|docs)/.*EncodingWarning.*"
    assert re.findall(encoding_warning, done.stderr, re.MULTILINE) == []
    one, other = built.files(), Built(sources / "html").files()
    assert sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path)) == []
    assert {
        "data/findings.json",
        "pictures/drawn/picture-barges.svg",
        "releases/1.0/index.html",
        "changes.atom",
        "sitemap.xml",
    } - one.keys() == set()


def test_blocked_network_refuses_connections(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    command = [sys.executable, "-c", "import urllib.request as u; u.urlopen('http://localhost:9/')"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert "a build opens no connection" in done.stderr
