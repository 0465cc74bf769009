"""The awslogs driver: a container's lines become log events, a batch at a time.

ministack makes one PutLogEvents call for each line, which lets one talkative task take the whole emulator, and leaves a
broken-off line as two events where two reads met.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import around
from .container import Container

logger = logging.getLogger("emulated_aws.tasks")

BATCH_EVENTS = 10_000
"""What PutLogEvents takes at most."""
KEEP_EVENTS = 20_000
"""Per stream, at least; ministack keeps all of them in memory, and writes all of them with each save."""


def apply(ecs: ModuleType) -> None:
    """Put the driver in place."""

    @around(ecs, "_forward_awslogs")
    def _(
        _original: Callable[..., None], container: Container, config: dict[str, Any], account: str, region: str
    ) -> None:
        from ministack.core.responses import request_scope

        with request_scope(account, region):
            if ecs._ensure_awslogs_stream(config):
                for chunk in container.logs(stream=True, follow=True):
                    _put(config, chunk)


def _put(config: dict[str, Any], chunk: bytes) -> None:
    from ministack.services import cloudwatch_logs

    now = int(time.time() * 1000)
    events = [{"timestamp": now, "message": line} for line in chunk.decode(errors="replace").splitlines()]
    for first in range(0, len(events), BATCH_EVENTS):
        status, _, body = cloudwatch_logs._put_log_events(
            {
                "logGroupName": config["group"],
                "logStreamName": config["stream"],
                "logEvents": events[first : first + BATCH_EVENTS],
            }
        )
        if status >= 400:
            # The group was deleted under a running task: its output goes nowhere, as on AWS.
            logger.debug("output of %s not taken: %s", config["stream"], body[:200])
            return
    _forget_oldest(cloudwatch_logs, cloudwatch_logs._log_groups[config["group"]]["streams"][config["stream"]])


def _forget_oldest(cloudwatch_logs: ModuleType, stream: dict[str, Any]) -> None:
    with cloudwatch_logs._log_events_lock:
        events = stream["events"]
        # A tenth more than promised is kept, so that not every line moves the whole list.
        if len(events) <= KEEP_EVENTS * 1.1:
            return
        forgotten, stream["events"] = events[:-KEEP_EVENTS], events[-KEEP_EVENTS:]
    stream["firstEventTimestamp"] = stream["events"][0]["timestamp"]
    for event in forgotten:
        cloudwatch_logs._log_records.pop(event["eventId"], None)
