"""A loopback address for each task, as each Fargate task has an address of its own.

One emulator holds one block, 127.0.x.1 to 127.0.x.254, for as long as it lives: a lock in the temporary directory
keeps two emulators of one machine apart. Tasks outlive a killed emulator, so an address also counts as taken while
anything listens on it. The block is remembered, and addresses are handed out in turn, so that one is not soon re-used.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
import threading
from collections.abc import Collection
from pathlib import Path
from typing import IO

from .files import read_json, write_json

FIRST_BLOCK = 16
"""Blocks below are left to people: 127.0.0.1 itself, and 127.0.1.1, which Debian gives to the host name."""
LAST_BLOCK = 254
_LISTEN = "0A"


class NoAddress(Exception):
    """Every address is taken."""


class AddressBook:
    """Hands out addresses; safe from any thread."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "addresses.json"
        self._lock = threading.Lock()
        saved = read_json(self._file) or {}
        self._held, self._block = _hold_block(int(saved.get("block") or _usual_block(folder)))
        self._next = int(saved.get("next") or 1) if saved.get("block") == self._block else 1

    def take(self, taken: Collection[str]) -> str:
        """An address that is not among `taken` and on which nothing listens."""
        with self._lock:
            busy = {*taken, *listening_addresses()}
            for step in range(254):
                last = (self._next - 1 + step) % 254 + 1
                address = f"127.0.{self._block}.{last}"
                if address not in busy:
                    self._next = last % 254 + 1
                    write_json(self._file, {"block": self._block, "next": self._next})
                    return address
        raise NoAddress(f"all 254 addresses of 127.0.{self._block}.0/24 are taken")

    def close(self) -> None:
        """Give the block back."""
        self._held.close()


def listening_addresses() -> set[str]:
    """Every IPv4 address of this machine on which a TCP socket listens; empty where the system does not tell."""
    try:
        lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    except OSError:
        return set()
    sockets = [line.split() for line in lines]
    return {_dotted(fields[1].partition(":")[0]) for fields in sockets if len(fields) > 3 and fields[3] == _LISTEN}


def _dotted(hexadecimal: str) -> str:
    # The kernel prints the address as one number of the machine's byte order; every machine of ours is little-endian.
    return ".".join(str(part) for part in reversed(bytes.fromhex(hexadecimal)))


def _usual_block(folder: Path) -> int:
    spread = int.from_bytes(hashlib.sha256(str(folder).encode()).digest()[:4], "big")
    return FIRST_BLOCK + spread % (LAST_BLOCK - FIRST_BLOCK + 1)


def _hold_block(preferred: int) -> tuple[IO[str], int]:
    locks = Path(tempfile.gettempdir()) / f"emulated-aws-addresses-{os.getuid()}"
    locks.mkdir(mode=0o700, exist_ok=True)
    width = LAST_BLOCK - FIRST_BLOCK + 1
    for step in range(width):
        block = FIRST_BLOCK + (preferred - FIRST_BLOCK + step) % width
        held = open(locks / f"127.0.{block}.lock", "w")  # noqa: SIM115 - held open as long as the emulator lives
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            held.close()
            continue
        return held, block
    raise NoAddress(f"all address blocks are held by other emulators ({locks})")
