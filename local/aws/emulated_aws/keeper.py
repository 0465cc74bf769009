"""When and what to save: everything, within five seconds of a change, and nothing while nothing changes."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import sqlite3
import time
from typing import Any

from . import tables
from .moto_bridge import MotoBridge
from .store import StateStore

logger = logging.getLogger("emulated_aws.state")

LOOK_SECONDS = 3.0
"""With the time that a save takes, this keeps every change within five seconds of the disk."""
IDLE_SAVE_SECONDS = 60.0
"""Some changes come without a request (an alarm trips, a schedule fires): look for those now and then."""
RETRIES = 3
_OWN_ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+(?![\d.])")
"""Queue URLs hold the port of the day that they were made; the emulator may have got another one since."""


class StateKeeper:
    """Takes snapshots on the event loop, where requests are answered, and writes them in a worker thread."""

    def __init__(self, store: StateStore, moto: MotoBridge, endpoint: str) -> None:
        self._store = store
        self._endpoint = endpoint.encode()
        self._moto = moto
        self._changes = 1
        self._saved_changes = 0
        self._looked_at = 0.0
        self._writing = asyncio.Lock()

    def changed(self) -> None:
        """Something worth saving happened; cheap, from any thread."""
        self._changes += 1

    @property
    def saved_at(self) -> float | None:
        """Unix seconds up to which everything is saved, by the last save that changed anything."""
        return self._store.saved_at()

    def load(self, service: str) -> Any:
        """Stands in for ministack's load_state: the saved state of one service, or None."""
        from ministack.core import persistence

        body = self._store.read(f"ministack/{service}")
        if body is None:
            return None
        return json.loads(_OWN_ADDRESS.sub(self._endpoint, body), object_hook=persistence._json_object_hook)

    def load_others(self) -> None:
        """Put moto's saved backends and the extensions' tables back."""
        parts = {name: self._store.read(name) or b"" for name in self._store.names()}
        self._moto.restore({name: body for name, body in parts.items() if name.startswith("moto/")})
        tables.restore({name: body for name, body in parts.items() if name.startswith("cap/")})

    async def run(self) -> None:
        """Save for ever; a save that fails is one line in the log, and is tried again."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            idle = time.monotonic() - self._looked_at
            if self._changes != self._saved_changes or idle >= IDLE_SAVE_SECONDS:
                try:
                    await self.save()
                except (sqlite3.Error, OSError) as error:
                    logger.error("state was not saved, the save before still holds: %s", error)

    async def save(self) -> int:
        """Save now; returns how many parts changed."""
        async with self._writing:
            changes, taken = self._changes, time.time()
            states = self._snapshot()
            written = await asyncio.to_thread(self._write, states, taken)
            self._saved_changes = changes
            self._looked_at = time.monotonic()
            return written

    def save_blocking(self) -> None:
        """The last save, at shutdown."""
        self._write(self._snapshot(), time.time())

    def _write(self, states: dict[str, Any], taken: float) -> int:
        from ministack.core import persistence

        parts = {
            f"ministack/{name}": json.dumps(state, default=persistence._json_default).encode()
            for name, state in states.items()
        }
        return self._store.write(parts | self._moto.save() | tables.save(), taken)

    def _snapshot(self) -> dict[str, Any]:
        import ministack.app

        taken = {name: _state_of(name, get_state) for name, get_state in
                 ministack.app._build_persistence_save_dict().items()}
        return {name: state for name, state in taken.items() if state is not None}


def _state_of(name: str, get_state: Any) -> Any:
    """Background threads (deliveries, task watchers) may change a dictionary while it is copied: copy it again."""
    for attempt in range(RETRIES):
        try:
            return get_state()
        except RuntimeError as error:
            if attempt == RETRIES - 1:
                logger.error("state of %s was not saved this time: %s", name, error)
    return None
