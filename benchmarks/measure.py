"""Running a command as a whole process, and what it took."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_TELLING = re.compile(r"error|warning", re.IGNORECASE)
_INTERVAL = 0.2
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Run:
    """A run of a command.

    :param seconds: its wall time
    :param peak: the most memory that it and its children had at one time, in bytes, pages that they share counted once; 0 where
        the system does not say
    :param trouble: why it counts for nothing: ``""`` if it does, ``"over N s"``, or the end of what it said
    """

    seconds: float
    peak: int
    trouble: str = ""


def run(command: Sequence[str], folder: Path, log: Path, limit: float, environment: Mapping[str, str]) -> Run:
    """Run a command to its end, or to the limit in seconds.

    What Python has compiled is kept, as it is where nobody forbids that.
    """
    variables = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment}
    with log.open("w") as out:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, start_new_session=True, env=variables
        )
        watch = _Watch(process.pid)
        watch.start()
        try:
            process.wait(limit)
            trouble = "" if process.returncode == 0 else _end(log)
        except subprocess.TimeoutExpired:
            trouble = f"over {limit:g} s"
        finally:
            seconds = time.perf_counter() - start
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            watch.done.set()
            watch.join()
    return Run(seconds, watch.peak, trouble)


def _end(log: Path) -> str:
    lines = [line for line in log.read_text(errors="replace").splitlines() if line.strip()]
    telling = [line for line in lines if _TELLING.search(line)] or lines[-1:] or ["it failed and said nothing"]
    return telling[0].strip()[:200]


class _Watch(threading.Thread):
    """Looks now and then at the memory of a session of processes, where there is ``/proc``."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.done = threading.Event()
        self.peak = 0
        self._session = session

    def run(self) -> None:
        while not self.done.wait(_INTERVAL):
            self.peak = max(self.peak, sum(map(_memory, _processes(self._session))))


def _processes(session: int) -> list[Path]:
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError, ValueError):
            if int((path / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                found.append(path)
    return found


def _memory(process: Path) -> int:
    """The memory of a process in bytes, its share of what it shares with others."""
    with contextlib.suppress(OSError, IndexError, ValueError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
