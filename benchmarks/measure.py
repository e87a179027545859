"""Measurement of the time and memory of builds in separate processes: cold, without changes, and after an edit."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from benchmarks.tools import Tool

STEPS = ("cold", "unchanged", "edit")
SLOW = 120.0
"""The duration of a cold build, in seconds, from which one round is enough."""

_VARIABLES = {"PYTHONDONTWRITEBYTECODE": "", "ASTRO_TELEMETRY_DISABLED": "1"}
_TELLING = re.compile(r"error|warning", re.IGNORECASE)
_INTERVAL = 0.2
"""The interval in seconds at which memory is sampled."""


@dataclass(frozen=True)
class Run:
    """A run of a command.

    :param seconds: its wall-clock time
    :param peak: the peak memory of all its processes together, in bytes; shared memory counts once
    :param trouble: why the run is invalid, or ``""`` if it is valid
    """

    seconds: float
    peak: int
    trouble: str = ""


def run(command: Sequence[str], folder: Path, log: Path, limit: float) -> Run:
    """Run a command until it ends or reaches the time limit in seconds."""
    with log.open("w") as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, start_new_session=True, env={**os.environ, **_VARIABLES}
        )
        peaks, done = [0], threading.Event()
        watch = threading.Thread(target=_watch, args=(psutil.Process(process.pid), peaks, done))
        watch.start()
        try:
            process.wait(limit)
            trouble = "" if process.returncode == 0 else _end(log)
        except subprocess.TimeoutExpired:
            trouble = f"over {limit:g} s"
        seconds = time.perf_counter() - start
        done.set()
        watch.join()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return Run(seconds, max(peaks), trouble)


def _watch(process: psutil.Process, peaks: list[int], done: threading.Event) -> None:
    while True:
        with contextlib.suppress(psutil.Error):
            peaks.append(sum(map(_memory, [process, *process.children(recursive=True)])))
        if done.wait(_INTERVAL):
            return


def _memory(process: psutil.Process) -> int:
    """Return the memory of a process in bytes, with its proportional share of shared memory if the system reports that."""
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(memory, "pss", memory.uss))


def _end(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if _TELLING.search(line)] or lines[-1:] or ["it failed and said nothing"]
    return telling[0].strip()[:200]


@dataclass
class Measured:
    """The measurements of a tool at one size.

    :param docname: the page that is edited
    :param environment: the tool's environment
    :param folder: the folder of its pages
    """

    tool: Tool
    docname: str
    environment: Path
    folder: Path
    seconds: dict[str, list[float]] = field(default_factory=lambda: {step: [] for step in STEPS})
    peak: int = 0
    output: int = 0
    trouble: str = ""

    def round(self, number: int, limit: float) -> None:
        """Build from scratch, again without changes, and after an edit of one page."""
        source, page = (self.folder / path.format(self.docname) for path in (self.tool.source, self.tool.page))
        for name in (self.tool.output, *self.tool.leftovers):
            self._put_aside(name, number)
        self._build("cold", limit)
        self._build("unchanged", limit)
        mark = f"Edit {'i' * number}."  # words too short for a rule to take them for misspelt ones
        with source.open("a") as text:
            text.write(f"\n{mark}\n")
        self._build("edit", limit)
        if not self.trouble and mark not in page.read_text():
            self.trouble = "an edit does not reach the page"
        self.output = sum(path.stat().st_size for path in (self.folder / self.tool.output).rglob("*") if path.is_file())

    def _put_aside(self, name: str, number: int) -> None:
        """Move the output of an earlier round away; creating files is slow where many have just been deleted."""
        if (self.folder / name).exists():
            aside = self.folder.with_name(f"{self.folder.name}-before") / str(number) / name
            aside.parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).rename(aside)

    def _build(self, step: str, limit: float) -> None:
        if not self.trouble:
            done = run(self.tool.command(self.environment), self.folder, self.folder.with_suffix(".log"), limit)
            self.trouble, self.peak = done.trouble, max(self.peak, done.peak)
            self.seconds[step] += [] if done.trouble else [round(done.seconds, 2)]
            print(f"{self.tool.title:24} {step:9} {done.seconds:7.1f} s {done.trouble}", file=sys.stderr)

    def record(self) -> dict[str, Any]:
        """Return the measurements to be stored."""
        trouble = {"trouble": self.trouble} if self.trouble else {}
        return {"seconds": self.seconds, "peak": self.peak, "output": self.output, **trouble}


def rounds(tools: Sequence[Measured], count: int, limit: float) -> None:
    """Measure tools in turn, so that a temporary slowdown affects all of them; slow tools are measured once."""
    for number in range(1, count + 1):
        for measured in tools:
            if not measured.trouble and (number == 1 or max(measured.seconds["cold"]) < SLOW):
                measured.round(number, limit)
    for measured in tools:
        shutil.rmtree(measured.folder.with_name(f"{measured.folder.name}-before"), ignore_errors=True)
