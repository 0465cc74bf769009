"""Work that AWS does by itself from time to time, without a request."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

logger = logging.getLogger("emulated_aws.every")

HURRY = float(os.environ.get("CAP_AWS_HURRY") or 1)
"""How many times as often as usual: tests of what happens by itself should not have to wait for it."""


def every(seconds: float, name: str, work: Callable[[], None]) -> None:
    """Run `work` again and again in a thread of its own; a failure is one line in the log, and the next turn comes."""

    def loop() -> None:
        while True:
            time.sleep(seconds / HURRY)
            try:
                work()
            except Exception:
                logger.exception("%s failed", name)

    threading.Thread(target=loop, name=f"cap-{name}", daemon=True).start()


def each_scope(table: Any) -> Iterator[tuple[str, str]]:
    """Enter every (account, region) that has entries in a scoped table, one after the other."""
    from ministack.core.responses import request_scope

    for account, region in sorted({(key[0], key[1]) for key in list(table._data)}):
        with request_scope(account, region):
            yield account, region
