"""Audit the built site: ``python -m audits``, or with the names of some audits.

The exit status is 1 if anything is wrong. Audits whose tools cannot be installed are skipped, and the reason is printed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from audits.audit import Audit, NotInstalled, Site
from audits.pages import accessibility, disk, errors, plain, shifts, weights
from audits.serve import serve
from audits.tools import lighthouse, markup

AUDITS: dict[str, Audit] = {
    audit.__name__: audit for audit in (markup, errors, shifts, plain, disk, weights, accessibility, lighthouse)
}
BUILD = Path(__file__).resolve().parent.parent / "_build"


def main(arguments: list[str] | None = None) -> int:
    """Run the audits and print what each finds.

    :return: 1 if anything is wrong, otherwise 0
    """
    parser = argparse.ArgumentParser(prog="audits", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*AUDITS, []], metavar="audit", help=f"some of {', '.join(AUDITS)}")
    parser.add_argument("--site", type=Path, default=BUILD / "html", help="the built site")
    options = parser.parse_args(arguments)
    folder = options.site.resolve()
    with serve(folder) as address:
        site = Site(folder, address, BUILD / "audit")
        return max([_run(AUDITS[name], site) for name in options.names or AUDITS])


def _run(audit: Audit, site: Site) -> int:
    told = " ".join((audit.__doc__ or "").split("\n")[0].split())
    print(f"{audit.__name__}: {told}", flush=True)
    found = 0
    try:
        for line in audit(site):
            print(f"  {line}", flush=True)
            found += 1
    except NotInstalled as reason:
        print(f"  left out: {reason}", file=sys.stderr)
        return 0
    print(f"  {found} wrong" if found else "  nothing wrong", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
