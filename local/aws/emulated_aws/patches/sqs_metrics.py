"""SQS reports the depth and age of every queue to CloudWatch; ministack reports nothing: alarms on them never trip."""

from __future__ import annotations

import time
from types import ModuleType
from typing import Any

from ..every import each_scope, every
from ..patching import Patch

REPORT_SECONDS = 15.0
"""AWS reports once a minute; the longest alarm test here should not have to wait that long."""


def _apply(sqs: ModuleType) -> None:
    def report() -> None:
        from ministack.services import cloudwatch

        for _ in each_scope(sqs._queues):
            for queue in list(sqs._queues.values()):
                _report(cloudwatch, queue)

    every(REPORT_SECONDS, "sqs-metrics", report)


def _report(cloudwatch: Any, queue: dict[str, Any]) -> None:
    now = time.time()
    messages = list(queue["messages"])
    waiting = [message for message in messages if message["visible_at"] <= now]
    values = {
        "ApproximateNumberOfMessagesVisible": (len(waiting), "Count"),
        "ApproximateNumberOfMessagesNotVisible": (len(messages) - len(waiting), "Count"),
        "ApproximateAgeOfOldestMessage": (now - min((m["sent_at"] for m in messages), default=now), "Seconds"),
    }
    for metric, (value, unit) in values.items():
        cloudwatch.record_metric("AWS/SQS", metric, value, unit, {"QueueName": queue["name"]})


PATCH = Patch(
    name="sqs-metrics",
    module="ministack.services.sqs",
    why="queues report no depth and no age, so that an alarm on a dead-letter queue never trips",
    apply=_apply,
)
