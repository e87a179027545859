"""The Nu Html Checker, which is the one behind the validator of the World Wide Web Consortium, on every page."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator

from audits.audit import NotInstalled, Site
from audits.npm import installed

IGNORED = {
    r"Trailing slash on void elements": "Sphinx writes some; they have no effect",
    r"Inline script violates Content Security Policy": "it takes linked data for a script",
    r"Resource violates Content Security Policy": "the checker reads files, and a file is of no origin that 'self' could allow",
}
"""What it says that is passed over, each with the reason."""


def markup(site: Site) -> Iterator[str]:
    """What is wrong with the HTML of the pages."""
    java = shutil.which("java")
    if java is None:
        raise NotInstalled("there is no java, which the Nu Html Checker needs; install Java 11 or newer")
    jar = installed("vnu-jar", site.tools) / "build/dist/vnu.jar"
    options = ["--skip-non-html", "--format", "gnu", "--stdout", "--exit-zero-always"]
    done = subprocess.run([java, "-jar", jar, *options, site.folder], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalled(f"the Nu Html Checker does not run: {done.stderr.strip().splitlines()[-1]}")
    passed_over = re.compile("|".join(IGNORED))
    for line in done.stdout.splitlines():
        if line and not passed_over.search(line):
            yield line.removeprefix(f'"file:{site.folder}/').replace('":', ":", 1)
