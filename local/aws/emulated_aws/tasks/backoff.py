"""How long to wait before a task that keeps failing is started again.

ECS throttles a service whose tasks stop soon after they start; ministack starts the next at once, which is a loop that
takes a whole processor. A task that was killed by a signal did not fail by itself and is replaced without delay.
"""

from __future__ import annotations

import threading

SHORT_LIFE_SECONDS = 10.0
FREE_FAILURES = 1
FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 15.0
_SIGNALLED = 128


class Backoff:
    """Counts failures in a row, per service or image; safe from any thread."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def failed(self, key: str) -> None:
        """It did not start."""
        with self._lock:
            self._failures[key] = self._failures.get(key, 0) + 1

    def ended(self, key: str, lived_seconds: float, exit_code: int) -> None:
        """It ended by itself."""
        if lived_seconds >= SHORT_LIFE_SECONDS:
            self.forget(key)
        elif exit_code < _SIGNALLED:
            self.failed(key)

    def forget(self, key: str) -> None:
        """It does well."""
        with self._lock:
            self._failures.pop(key, None)

    def delay(self, key: str) -> float:
        """Seconds to wait before the next start."""
        excess = self._failures.get(key, 0) - FREE_FAILURES
        return 0.0 if excess <= 0 else min(FIRST_DELAY_SECONDS * 2.0 ** min(excess - 1, 10), LONGEST_DELAY_SECONDS)

    def wait(self, key: str) -> None:
        """Wait that long, or until the emulator stops."""
        self._closed.wait(self.delay(key))

    def close(self) -> None:
        """End every wait."""
        self._closed.set()
