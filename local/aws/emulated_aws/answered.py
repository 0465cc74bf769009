"""A request that a client sends again because it got no answer is carried out once.

On a busy machine a connection may break between a request and its answer. The SDK then sends the same request once more,
with the same invocation id, and what it makes would be there already.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from .refusals import Answer

_KEPT = 2_000
"""Requests whose answers are kept, the newest: many more than a client has under way at a time."""


class Answered:
    """Answers to changing requests, by the SDK's invocation id."""

    def __init__(self) -> None:
        self._answers: dict[str, asyncio.Task[Answer]] = {}

    async def once(self, headers: dict[str, str], carry_out: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer, of an earlier attempt if that succeeded; what was refused is tried again, as it was meant."""
        invocation = headers.get("amz-sdk-invocation-id", "")
        earlier = self._answers.get(invocation)
        if earlier is not None:
            with contextlib.suppress(Exception):
                answer = await asyncio.shield(earlier)
                if answer[0] < 300:
                    return answer
        # In a task of its own: a client that has gone does not end it half-way.
        task = asyncio.ensure_future(carry_out())
        if invocation:
            self._answers[invocation] = task
            while len(self._answers) > _KEPT:
                del self._answers[next(iter(self._answers))]
        return await asyncio.shield(task)
