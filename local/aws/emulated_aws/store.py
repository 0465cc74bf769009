"""Saved state on disk: one SQLite file, one row per part, replaced together in one transaction.

A transaction is what makes a save whole: after kill -9 in the middle, the file still holds the save before. Rows
whose bytes did not change are not written again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from pathlib import Path


class StateStore:
    """Owned by one thread at a time; the caller serialises."""

    def __init__(self, folder: Path) -> None:
        self._file = sqlite3.connect(folder / "state.sqlite", isolation_level=None, check_same_thread=False)
        self._file.execute("PRAGMA journal_mode=WAL")
        self._file.execute("PRAGMA synchronous=FULL")
        self._file.execute("CREATE TABLE IF NOT EXISTS part (name TEXT PRIMARY KEY, body BLOB NOT NULL)")
        self._file.execute("CREATE TABLE IF NOT EXISTS saved (id INTEGER PRIMARY KEY CHECK (id = 1), at REAL NOT NULL)")
        self._digests: dict[str, bytes] = {
            name: hashlib.blake2b(body).digest() for name, body in self._file.execute("SELECT name, body FROM part")
        }

    def read(self, name: str) -> bytes | None:
        """The bytes of one part, or None when it was never saved."""
        row = self._file.execute("SELECT body FROM part WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def names(self) -> list[str]:
        """Names of all parts."""
        return sorted(self._digests)

    def write(self, parts: dict[str, bytes], taken: float | None = None) -> int:
        """Save the given parts as one; parts not given stay as they were. Returns how many really changed.

        `taken` is when the parts were (Unix seconds; now, if not told): whatever happened before it is in them.

        Raises sqlite3.Error (a full disk among others): then nothing of this save is on disk and the one before is.
        """
        digests = {name: hashlib.blake2b(body).digest() for name, body in parts.items()}
        changed = {name: body for name, body in parts.items() if digests[name] != self._digests.get(name)}
        if changed:
            self._file.execute("BEGIN IMMEDIATE")
            try:
                self._file.executemany("REPLACE INTO part VALUES (?, ?)", changed.items())
                self._file.execute("REPLACE INTO saved VALUES (1, ?)", (time.time() if taken is None else taken,))
                self._file.execute("COMMIT")
            except BaseException:
                self._file.execute("ROLLBACK")
                raise
            self._digests.update(digests)
        return len(changed)

    def saved_at(self) -> float | None:
        """Unix seconds up to which everything is saved, by the last save that changed anything; or None."""
        row = self._file.execute("SELECT at FROM saved").fetchone()
        return row[0] if row else None

    def close(self) -> None:
        """Fold the write-ahead log into the file."""
        self._file.close()
