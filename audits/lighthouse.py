"""Lighthouse on every page, as on a telephone and as on a desk."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from audits.audit import NotInstalled, Site
from audits.browser import browser_path, flags
from audits.npm import installed

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ASKED_FOR = {("404.html", "is-crawlable"): "no search engine shall list it"}
"""Audits that fail because we want it so, by page, each with the reason."""

TRIES = 3
"""How often a page may be judged before it is held to be at fault: what else the machine does can cost it points."""

SCRIPT = Path(__file__).with_suffix(".mjs")
Judge = Callable[[str, str], dict[str, Any]]
"""Gives what Lighthouse says of an address, on a device."""


def lighthouse(site: Site) -> Iterator[str]:
    """What keeps a page from 100 points in a category."""
    paths, judges = site.pages, os.cpu_count() or 1
    with ThreadPoolExecutor(judges) as pool:
        for found in pool.map(lambda start: _share(site, paths[start::judges]), range(judges)):
            yield from found


def _share(site: Site, paths: Sequence[str]) -> list[str]:
    """What it finds on some pages, with a browser of their own."""
    with _judge(site.tools) as judge:
        return [line for path in paths for device in ("mobile", "desktop") for line in _found(judge, site, path, device)]


def _found(judge: Judge, site: Site, path: str, device: str) -> list[str]:
    lines: list[str] = []
    for _ in range(TRIES):
        said = judge(site.address + path, device)
        scores = {name: round(100 * (said["categories"][name]["score"] or 0)) for name in CATEGORIES}
        print(f"  {path}, {device}: {', '.join(f'{name} {score}' for name, score in scores.items())}", flush=True)
        lines = list(_short_of_100(path, device, said, scores))
        if not lines:
            break
    return lines


def _short_of_100(path: str, device: str, said: dict[str, Any], scores: dict[str, int]) -> Iterator[str]:
    for name, score in scores.items():
        lost = [audit for audit in _lost(said, name) if (path, audit) not in ASKED_FOR]
        if score < 100 and lost:
            yield f"{path}, {device}: {name} {score}: {', '.join(lost)}"


def _lost(said: dict[str, Any], category: str) -> list[str]:
    """The audits that cost a category points."""
    weighed = [part["id"] for part in said["categories"][category]["auditRefs"] if part["weight"]]
    return [id for id in weighed if (said["audits"][id]["score"] or 0) < 1 and said["audits"][id]["score"] is not None]


@contextmanager
def _judge(tools: Path) -> Iterator[Judge]:
    """Lighthouse in one process with one browser, which are started once for all pages."""
    home, node = installed("lighthouse", tools), shutil.which("node")
    if node is None:
        raise NotInstalled("there is no node, on which Lighthouse runs; install Node 20 or newer")
    command = [node, SCRIPT, home, ",".join(CATEGORIES), "--headless=new", *flags()]
    environment = {**os.environ, "CHROME_PATH": browser_path()}
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdin and running.stdout

        def judge(address: str, device: str) -> dict[str, Any]:
            print(json.dumps({"address": address, "device": device}), file=running.stdin, flush=True)
            answer = running.stdout.readline() if running.stdout else ""
            if not answer:
                raise NotInstalled(f"Lighthouse does not run; it ended with status {running.wait()}")
            return dict(json.loads(answer))

        yield judge
        running.stdin.close()
