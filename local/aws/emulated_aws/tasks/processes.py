"""Which process is ours: a pid alone is not enough, because the system gives it to another process later.

A process is named by its pid and the moment it started (clock ticks since boot, from /proc/<pid>/stat). Where there
is no /proc (macOS), `ps` tells the start to the second, which is weaker but still tells two processes apart.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_STATE_FIELD = 0
_START_FIELD = 19
"""Index of `starttime` after the command name in /proc/<pid>/stat: field 22 of proc(5), and the name is field 2."""


@dataclass(frozen=True, slots=True)
class Process:
    """One process of this machine, now or earlier."""

    pid: int
    start: str
    """Opaque; equal only for the same process."""

    @staticmethod
    def of(pid: int) -> Process | None:
        """The process that has this pid now; None if there is none, or only a zombie that nobody has collected."""
        start = _start_of(pid)
        return Process(pid, start) if start else None

    @staticmethod
    def parse(value: object) -> Process | None:
        """Read what `as_json` wrote; None for anything else."""
        if isinstance(value, dict) and isinstance(value.get("pid"), int) and isinstance(value.get("start"), str):
            return Process(value["pid"], value["start"])
        return None

    def as_json(self) -> dict[str, object]:
        """What the registry on disk holds."""
        return {"pid": self.pid, "start": self.start}

    @property
    def alive(self) -> bool:
        """Whether this very process still runs."""
        return _start_of(self.pid) == self.start

    def send(self, number: signal.Signals) -> bool:
        """Signal it if it still runs; says whether it did."""
        return self.alive and _send(os.kill, self.pid, number)

    def send_to_group(self, number: signal.Signals) -> bool:
        """Signal its process group, which it leads; says whether anybody was there."""
        return self.alive and _send(os.killpg, self.pid, number)


def _send(how: Callable[[int, int], None], pid: int, number: signal.Signals) -> bool:
    try:
        how(pid, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _start_of(pid: int) -> str | None:
    if pid <= 1:
        return None
    if not _PROC.joinpath("self").exists():
        return _start_from_ps(pid)
    try:
        text = _PROC.joinpath(str(pid), "stat").read_text()
    except (OSError, UnicodeDecodeError):
        return None
    # The command name, in parentheses, may itself hold spaces and parentheses: look behind the last one.
    fields = text.rpartition(")")[2].split()
    return None if fields[_STATE_FIELD] in ("Z", "X") else fields[_START_FIELD]


def _start_from_ps(pid: int) -> str | None:
    shown = subprocess.run(["ps", "-o", "stat=,lstart=", "-p", str(pid)], capture_output=True, text=True, check=False)
    state, _, start = shown.stdout.strip().partition(" ")
    return start.strip() if start and not state.startswith("Z") else None
