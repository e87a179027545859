"""A build executes no content, fetches nothing, and gives the same bytes everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.elsewhere import NO_NETWORK, REPOSITORY, SAMPLED, Elsewhere
from tests.support import Built, Site

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


def test_content_that_no_rule_lets_pass_does_nothing_in_a_build_that_goes_on(ports: Site) -> None:
    ports.write("secret.txt", "it ran: the secret")
    for nth, content in enumerate(CONTENT.values()):
        text = f"---\nsummary: It runs nothing.\n---\n# Threat {nth}\n\n{content}\n"
        ports.write(f"pages/threat/strange-{nth}.md", text)
    named = "\n".join(ports.check().lines)
    built = ports.build()
    for nth, what in enumerate(CONTENT):
        page = (built.folder / f"threat/strange-{nth}.html").read_text()
        assert f"strange-{nth}.md:6: [" in named, what
        assert "the secret" not in page, what
        assert "<script>alert" not in page, what
        assert 'onclick="' not in page.replace("&quot;", ""), what


def test_another_folder_and_time_no_network_no_utf8_and_no_docstrings_give_the_same_bytes(
    built_ports: Built, tmp_path: Path
) -> None:
    here = tmp_path / "elsewhere/with a space"
    sources = Site(here, "test-ports").folder
    built = Elsewhere.build(tmp_path, sources, "pages", options=("-OO", "-X", "warn_default_encoding"))
    assert re.findall(rf"^{re.escape(str(REPOSITORY))}/(?:dossier|docs)/.*EncodingWarning.*", built.said, re.MULTILINE) == []
    one, other = built_ports.files(), built.files
    assert sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path)) == []


@pytest.mark.xdist_group("guide")
def test_a_page_of_every_kind_of_the_site_has_the_same_bytes_elsewhere(whole_site: Built, site_elsewhere: Elsewhere) -> None:
    one, other = whole_site.files(), site_elsewhere.files
    assert {page.removeprefix("docs/").replace(".md", ".html") for page in SAMPLED} < other.keys()
    whole = {path for path in other if path.startswith("search")}  # has the words of all pages that are written
    assert sorted(path for path in other.keys() - whole if one.get(path) != other[path]) == []


def test_a_connection_would_have_been_refused(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    command = [sys.executable, "-c", "import urllib.request as u; u.urlopen('http://localhost:9/')"]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert "a build opens no connection" in done.stderr
