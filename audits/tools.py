"""Checkers of others, each in a folder of its own: the Nu Html Checker and Lighthouse."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from audits.audit import NotInstalled, Site
from audits.browser import browser_path, flags

VERSIONS = {"lighthouse": "12.2.3", "vnu-jar": "26.9.27"}
"""Packages of npm, each in the version that is used; this Lighthouse is the last that runs on Node 20."""

IGNORED = {
    r"Trailing slash on void elements": "Sphinx writes some; they have no effect",
    r"Inline script violates Content Security Policy": "it takes linked data for a script",
    r"Resource violates Content Security Policy": "the checker reads files, and a file is of no origin that 'self' could allow",
}
"""What the Nu Html Checker says that is passed over, each with the reason."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ASKED_FOR = {
    ("404.html", "is-crawlable"): "no search engine shall list it",
    ("404.html", "errors-in-console"): "without the address of the site it names no icon, and the browser asks the host for one",
}
"""Audits of Lighthouse that fail because we want it so, by page, each with the reason."""

TRIES = 3
"""How often Lighthouse may judge a page before it is held to be at fault: what else the machine does can cost it points."""


def _program(name: str, needed_by: str, cure: str) -> str:
    return shutil.which(name) or _missing(f"there is no {name}, which {needed_by} needs; install {cure}")


def _missing(reason: str) -> str:
    raise NotInstalled(reason)


def _package(name: str, tools: Path) -> Path:
    """The folder of a package of npm; it is fetched if it is not there in its version."""
    home = tools / f"{name}-{VERSIONS[name]}"
    if not (home / "node_modules" / name).is_dir():
        npm = _program("npm", name, "Node 20 or newer")
        home.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(home), "--no-save", "--no-audit", "--no-fund", f"{name}@{VERSIONS[name]}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(home)
            _missing(f"npm cannot fetch {name}: {done.stderr.strip().splitlines()[-1]}")
    return home / "node_modules" / name


def markup(site: Site) -> Iterator[str]:
    """What is wrong with the HTML, by the Nu Html Checker, the one of the World Wide Web Consortium."""
    java = _program("java", "the Nu Html Checker", "Java 11 or newer")
    jar = _package("vnu-jar", site.tools) / "build/dist/vnu.jar"
    options = ["--skip-non-html", "--format", "gnu", "--stdout", "--exit-zero-always"]
    done = subprocess.run([java, "-jar", jar, *options, site.folder], capture_output=True, text=True, check=False)
    if done.returncode:
        _missing(f"the Nu Html Checker does not run: {done.stderr.strip().splitlines()[-1]}")
    for line in done.stdout.splitlines():
        if line and not re.search("|".join(IGNORED), line):
            yield line.removeprefix(f'"file:{site.folder}/').replace('":', ":", 1)


def lighthouse(site: Site) -> Iterator[str]:
    """What keeps a page from 100 points in a category of Lighthouse, as on a telephone and as on a desk."""
    node = _program("node", "Lighthouse", "Node 20 or newer")
    command = [node, str(_package("lighthouse", site.tools) / "cli/index.js")]
    tried = [(path, device) for path in site.pages for device in ("mobile", "desktop")]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(lambda page: _judged(command, site, *page), tried):
            yield from found


def _judged(command: Sequence[str], site: Site, path: str, device: str) -> list[str]:
    lines: list[str] = []
    for _ in range(TRIES):
        lines = list(short_of_100(path, device, judge(command, site.address + path, device)))
        if not lines:
            break
    return lines


def judge(command: Sequence[str], address: str, device: str) -> str:
    """What Lighthouse says of an address, as JSON."""
    chrome = " ".join(["--headless=new", *flags()])
    options = [f"--only-categories={','.join(CATEGORIES)}", "--quiet", "--output=json", f"--chrome-flags={chrome}"]
    options += ["--preset=desktop"] if device == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": browser_path()}
    done = subprocess.run([*command, address, *options], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        _missing(f"Lighthouse does not run: {done.stderr.strip()[-300:]}")
    return done.stdout


def short_of_100(path: str, device: str, report: str) -> Iterator[str]:
    """The categories in which a page is short of 100 points, each with the audits that cost it points."""
    said = json.loads(report)
    for name, category in said["categories"].items():
        weighed = [part["id"] for part in category["auditRefs"] if part["weight"]]
        scores = {id: said["audits"][id]["score"] for id in weighed}
        lost = [id for id, score in scores.items() if score is not None and score < 1 and (path, id) not in ASKED_FOR]
        if lost and (points := round(100 * (category["score"] or 0))) < 100:
            yield f"{path}, {device}: {name} {points}: {', '.join(lost)}"
