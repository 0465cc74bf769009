"""A request that is sent again is carried out once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from emulated_aws.answered import Answered

SAME = {"amz-sdk-invocation-id": "one"}


class Work:
    """Counts how often it is carried out; answers with these statuses in turn, the last for ever."""

    def __init__(self, *statuses: int) -> None:
        self.times = 0
        self._statuses = statuses

    async def __call__(self) -> Any:
        self.times += 1
        status = self._statuses[min(self.times, len(self._statuses)) - 1]
        await asyncio.sleep(0.01)
        return status, {}, b"%d" % self.times


def test_the_second_attempt_gets_the_answer_of_the_first() -> None:
    async def run() -> None:
        answered, work = Answered(), Work(200)
        assert await answered.once(SAME, work) == await answered.once(SAME, work)
        assert work.times == 1

    asyncio.run(run())


def test_one_that_comes_while_the_first_is_carried_out_waits_for_it() -> None:
    async def run() -> None:
        answered, work = Answered(), Work(200)
        await asyncio.gather(*(answered.once(SAME, work) for _ in range(3)))
        assert work.times == 1

    asyncio.run(run())


def test_a_client_that_has_gone_does_not_end_what_it_asked_for() -> None:
    async def run() -> None:
        answered, work = Answered(), Work(200)
        first = asyncio.ensure_future(answered.once(SAME, work))
        await asyncio.sleep(0)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        assert (await answered.once(SAME, work))[2] == b"1"

    asyncio.run(run())


@pytest.mark.parametrize("refused", [400, 429, 503])
def test_what_was_refused_is_tried_again(refused: int) -> None:
    async def run() -> None:
        answered, work = Answered(), Work(refused, 200)
        assert (await answered.once(SAME, work))[0] == refused
        assert (await answered.once(SAME, work))[0] == 200

    asyncio.run(run())


def test_what_failed_is_tried_again() -> None:
    async def run() -> None:
        answered, work = Answered(), Work(200)

        async def fails() -> Any:
            raise ValueError

        with pytest.raises(ValueError):
            await answered.once(SAME, fails)
        assert (await answered.once(SAME, work))[0] == 200

    asyncio.run(run())


def test_others_and_those_without_an_id_are_carried_out_each() -> None:
    async def run() -> None:
        answered, work = Answered(), Work(200)
        for headers in ({}, {}, SAME, {"amz-sdk-invocation-id": "two"}):
            await answered.once(headers, work)
        assert work.times == 4

    asyncio.run(run())
