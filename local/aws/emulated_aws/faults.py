"""Faults on request: operations that are denied, throttled or not answered, until the faults are taken away.

What comes of a platform and its tools when AWS fails can only be tried where AWS fails when it is told to.
"""

from __future__ import annotations

import asyncio
import contextlib

from .context import Json
from .operations import operation_of, protocol_for
from .protocol import Request
from .refusals import Answer, write_error

_SILENCE_SECONDS = 600.0
"""Longer than any client of ours waits."""

_ANSWERS = {
    "denied": ("AccessDenied", 403, "is not authorized to perform: {scope}:{operation}"),
    "throttled": ("Throttling", 429, "Rate exceeded"),
    "silent": None,
}
"""Code as the query services spell it; those that speak JSON add `Exception`."""


class Faults:
    """What fails now; gone with the process."""

    def __init__(self) -> None:
        self._by_operation: dict[tuple[str, str], str] = {}
        self._mended = asyncio.Event()

    async def add(self, asked: dict[str, str]) -> Json:
        """`service` (as requests are signed for it), `operation`, and `kind`: denied, throttled or silent."""
        service, operation, kind = (asked.get(name, "") for name in ("service", "operation", "kind"))
        if not service or not operation or kind not in _ANSWERS:
            wanted = ", ".join(_ANSWERS)
            return {"message": f"want service, operation, and kind as one of {wanted}; got {asked}", **self._all()}
        self._by_operation[service, operation] = kind
        return self._all()

    async def clear(self, _asked: dict[str, str]) -> Json:
        """Everything is answered again; what waits for an answer is told to ask once more, as a gateway that was cut off does."""
        self._by_operation.clear()
        self._mended.set()
        self._mended = asyncio.Event()
        return self._all()

    async def told(self, _asked: dict[str, str]) -> Json:
        """All that fail now."""
        return self._all()

    def _all(self) -> Json:
        faults = [{"service": s, "operation": o, "kind": kind} for (s, o), kind in self._by_operation.items()]
        return {"faults": faults}

    async def answer(self, scope: str, request: Request) -> Answer | None:
        """How a request fails; None: it does not."""
        if not self._by_operation:
            return None
        operation = operation_of(scope, request)
        kind = self._by_operation.get((scope, operation))
        if kind is None:
            return None
        answer = _ANSWERS[kind]
        if answer is None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._mended.wait(), _SILENCE_SECONDS)
            return 504, {}, b""
        code, status, message = answer
        protocol = protocol_for(scope, request)
        json = protocol is not None and protocol.speaks_json
        said = message.format(scope=scope, operation=operation)
        return write_error(f"{code}Exception" if json else code, said, status, xml=not json)
