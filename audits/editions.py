"""EPUBCheck, the checker of the World Wide Web Consortium, on the EPUB that ``make editions`` has made."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from audits.audit import NotInstalled, Site

CHECKER = Path(__file__).resolve().parent.parent / ".venv-editions/bin/epubcheck"


def editions(site: Site) -> Iterator[str]:
    """What is wrong with the EPUB."""
    made = sorted((site.tools.parent / "editions").glob("*.epub"))
    if not made or not CHECKER.exists():
        raise NotInstalled("there is no EPUB, or no EPUBCheck; run “make epub”")
    if shutil.which("java") is None:
        raise NotInstalled("there is no java, which EPUBCheck needs; install Java 11 or newer")
    for path in made:
        done = subprocess.run([CHECKER, path], capture_output=True, text=True, check=False)
        lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
        yield from lines or ([f"{path.name}: EPUBCheck ends with status {done.returncode}"] if done.returncode else [])
