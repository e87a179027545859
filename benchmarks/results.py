"""What was measured, and on which machine."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STEPS = ("cold", "unchanged", "edit")
"""A build of everything, one with nothing changed, one after an edit of one page."""


@dataclass
class Measured:
    """A tool at a size.

    :param seconds: the wall times of each step, in seconds, in the order of the rounds
    :param peak: the most memory that any run had, in bytes
    :param weights: what the build has written, in bytes
    :param trouble: why there is no more
    """

    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})
    peak: int = 0
    weights: dict[str, int] = field(default_factory=dict)
    trouble: str = ""

    def record(self) -> dict[str, Any]:
        """What is kept of it."""
        rounded = {step: [round(time, 2) for time in times] for step, times in self.seconds.items()}
        trouble = {"trouble": self.trouble} if self.trouble else {}
        return {"seconds": rounded, "peak": self.peak, "weights": self.weights, **trouble}


def merged(before: dict[str, Any], now: dict[str, Any]) -> dict[str, Any]:
    """Two records as one: of what both have measured the later counts, and on another machine nothing of the earlier one."""
    if before["machine"] != now["machine"]:
        return now
    sizes = {**before["sizes"], **{size: {**before["sizes"].get(size, {}), **tools} for size, tools in now["sizes"].items()}}
    versions = {**before["versions"], **now["versions"]}
    missing = {name: why for name, why in {**before["missing"], **now["missing"]}.items() if name not in versions}
    ordered = {size: sizes[size] for size in sorted(sizes, key=int)}
    return {**before, **now, "versions": versions, "missing": missing, "sizes": ordered}


def machine() -> dict[str, str]:
    """The machine, as far as it matters."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "processor": f"{_processor()}, {cores} cores",
        "memory": f"{memory / 2**30:.0f} GB",
        "system": platform.system(),
        "Python": platform.python_version(),
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.exists() else None
    return found[1] if found else platform.machine()
