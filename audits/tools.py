"""Audits with external tools, each installed in a separate folder: the Nu Html Checker and Lighthouse."""

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
"""The npm packages and their versions; this Lighthouse is the last that runs on Node 20."""

IGNORED = {
    r"Trailing slash on void elements": "Sphinx writes some; they have no effect",
    r"Inline script violates Content Security Policy": "the checker mistakes linked data for a script",
    r"Resource violates Content Security Policy": "the checker reads files, which have no origin that 'self' could allow",
}
"""Messages of the Nu Html Checker that are ignored, each with the reason."""

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
INTENDED = {
    ("404.html", "is-crawlable"): "search engines must not list it",
}
"""Lighthouse audits that fail on purpose, by page, each with the reason."""

TRIES = 3
"""The number of times that Lighthouse tests a failing page, because the load of the machine can lower its score."""


def _program(name: str, needed_by: str, cure: str) -> str:
    if path := shutil.which(name):
        return path
    raise NotInstalled(f"{needed_by} needs {name}, which is not installed; install {cure}")


def _package(name: str, tools: Path) -> Path:
    """Return the folder of an npm package, installing the required version if necessary."""
    home = tools / f"{name}-{VERSIONS[name]}"
    if not (home / "node_modules" / name).is_dir():
        npm = _program("npm", name, "Node 20 or newer")
        home.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--prefix", str(home), "--no-save", "--no-audit", "--no-fund", f"{name}@{VERSIONS[name]}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            shutil.rmtree(home)
            raise NotInstalled(f"npm cannot fetch {name}: {done.stderr.strip().splitlines()[-1]}")
    return home / "node_modules" / name


def markup(site: Site) -> Iterator[str]:
    """Check the HTML with the Nu Html Checker of the World Wide Web Consortium."""
    java = _program("java", "the Nu Html Checker", "Java 11 or newer")
    jar = _package("vnu-jar", site.tools) / "build/dist/vnu.jar"
    options = ["--skip-non-html", "--format", "gnu", "--stdout", "--exit-zero-always"]
    done = subprocess.run([java, "-jar", jar, *options, site.folder], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalled(f"the Nu Html Checker does not run: {done.stderr.strip().splitlines()[-1]}")
    for line in done.stdout.splitlines():
        if line and not re.search("|".join(IGNORED), line):
            yield line.removeprefix(f'"file:{site.folder}/').replace('":', ":", 1)


def lighthouse(site: Site) -> Iterator[str]:
    """Find what keeps a page from a Lighthouse score of 100 in a category, on a phone and on a desktop."""
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
    """Return Lighthouse's report on an address, as JSON."""
    chrome = " ".join(["--headless=new", *flags()])
    options = [f"--only-categories={','.join(CATEGORIES)}", "--quiet", "--output=json", f"--chrome-flags={chrome}"]
    options += ["--preset=desktop"] if device == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": browser_path()}
    done = subprocess.run([*command, address, *options], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalled(f"Lighthouse does not run: {done.stderr.strip()[-300:]}")
    return done.stdout


def short_of_100(path: str, device: str, report: str) -> Iterator[str]:
    """Yield the categories in which a page scores less than 100, each with the audits that lowered the score."""
    said = json.loads(report)
    for name, category in said["categories"].items():
        weighed = [part["id"] for part in category["auditRefs"] if part["weight"]]
        scores = {id: said["audits"][id]["score"] for id in weighed}
        lost = [id for id, score in scores.items() if score is not None and score < 1 and (path, id) not in INTENDED]
        if lost and (points := round(100 * (category["score"] or 0))) < 100:
            yield f"{path}, {device}: {name} {points}: {', '.join(lost)}"
