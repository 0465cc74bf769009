"""Reads a container's output as it grows, across rotations and across restarts of the emulator.

How far it was handed on is kept in FOLDER/read.json, so that an adopted task's lines are neither lost nor doubled.
A line is given as a whole: a reader that cut one in two would make two log events of it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from .files import read_json, write_json

POLL_SECONDS = 0.1
CHUNK_BYTES = 256 * 1024
"""Also the longest line that is given as one: CloudWatch Logs takes no larger event."""


def tail(folder: Path, lines: int | None = None) -> bytes:
    """What the two output files hold now, or only the last lines of it."""
    held = b"".join(_content(folder / name) for name in ("log.1", "log"))
    return held if lines is None else b"".join(held.splitlines(keepends=True)[-lines:])


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def follow(folder: Path, ended: Callable[[], bool]) -> Iterator[bytes]:
    """Whole lines, some at a time, until the container has ended and everything was given."""
    reader = _Reader(folder)
    rest = b""
    while True:
        # Asked before reading: what was written before the end is then read after it.
        last = ended()
        chunk = reader.read()
        if chunk:
            lines, rest = _whole_lines(rest + chunk)
            if lines:
                yield lines
            reader.remember(len(rest))
        elif last:
            if rest:
                yield rest
            reader.remember(0)
            return
        else:
            time.sleep(POLL_SECONDS)


def _whole_lines(held: bytes) -> tuple[bytes, bytes]:
    end = held.rfind(b"\n") + 1
    return (held, b"") if not end and len(held) >= CHUNK_BYTES else (held[:end], held[end:])


class _Reader:
    """Position in `log`, or in `log.1` when `log` was rotated away while we read it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: int | None = None
        saved = read_json(folder / "read.json") or {}
        for name in ("log", "log.1"):
            if saved and self._open(name) == saved.get("inode"):
                os.lseek(self._file or 0, int(saved.get("offset") or 0), os.SEEK_SET)
                return
        # Nothing was read yet, or it was rotated away twice: begin with the oldest that is left.
        if self._open("log.1") is None:
            self._open("log")

    def read(self) -> bytes:
        """The next bytes; empty if there are none yet."""
        if self._file is None and self._open("log") is None:
            return b""
        held = self._file or 0
        if chunk := os.read(held, CHUNK_BYTES):
            return chunk
        try:
            rotated = os.stat(self._folder / "log").st_ino != os.fstat(held).st_ino
        except OSError:
            return b""
        if not rotated:
            return b""
        # It may have grown between our last read and the rotation.
        if chunk := os.read(held, CHUNK_BYTES):
            return chunk
        self._open("log")
        return os.read(self._file or 0, CHUNK_BYTES)

    def remember(self, unread: int) -> None:
        """Everything but the last `unread` bytes was handed on."""
        if self._file is None or not self._folder.is_dir():
            return
        position = os.lseek(self._file, 0, os.SEEK_CUR) - unread
        write_json(self._folder / "read.json", {"inode": os.fstat(self._file).st_ino, "offset": max(0, position)})

    def _open(self, name: str) -> int | None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
        try:
            self._file = os.open(self._folder / name, os.O_RDONLY)
        except OSError:
            return None
        return os.fstat(self._file).st_ino

    def __del__(self) -> None:
        if self._file is not None:
            os.close(self._file)
