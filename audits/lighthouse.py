"""Lighthouse on a page of each kind, as on a telephone and as on a desk."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from audits.audit import SAMPLE, NotInstalled, Site
from audits.browser import browser_path, flags
from audits.npm import installed

CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
ASKED_FOR = {("404.html", "is-crawlable"): "no search engine shall list it"}
"""Audits that fail because we want it so, by page, each with the reason."""


def lighthouse(site: Site) -> Iterator[str]:
    """What keeps a page from 100 points in a category."""
    program = installed("lighthouse", site.tools) / "cli/index.js"
    browser = browser_path()
    for path in SAMPLE.values():
        for device in ("mobile", "desktop"):
            said = _run(program, browser, site.address + path, device)
            scores = {name: round(100 * (said["categories"][name]["score"] or 0)) for name in CATEGORIES}
            print(f"  {path}, {device}: {', '.join(f'{name} {score}' for name, score in scores.items())}", flush=True)
            for name, score in scores.items():
                lost = [audit for audit in _lost(said, name) if (path, audit) not in ASKED_FOR]
                if score < 100 and lost:
                    yield f"{path}, {device}: {name} {score}: {', '.join(lost)}"


def _run(program: Path, browser: str, address: str, device: str) -> dict[str, Any]:
    chrome = " ".join(["--headless=new", *flags()])
    command = ["node", program, address, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags={chrome}", *(["--preset=desktop"] if device == "desktop" else [])]
    environment = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalled(f"Lighthouse does not run: {done.stderr.strip().splitlines()[-1]}")
    return dict(json.loads(done.stdout))


def _lost(said: dict[str, Any], category: str) -> list[str]:
    """The audits that cost a category points."""
    weighed = [part["id"] for part in said["categories"][category]["auditRefs"] if part["weight"]]
    return [id for id in weighed if (said["audits"][id]["score"] or 0) < 1 and said["audits"][id]["score"] is not None]
