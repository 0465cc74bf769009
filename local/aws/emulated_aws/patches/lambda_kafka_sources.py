"""Functions that are called with what arrives on a topic of MSK. An echo: nothing polls the topic."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around

_KEPT = (
    "AmazonManagedKafkaEventSourceConfig", "DestinationConfig", "ProvisionedPollerConfig",
    "SourceAccessConfigurations", "Topics",
)  # fmt: skip


def _apply(functions: ModuleType) -> None:
    @around(functions, "_validate_event_source_arn")
    def validate(original: Callable[[str], Any], arn: str) -> Any:
        return functions._parse_required_arn(arn, "eventSourceArn") if ":kafka:" in arn else original(arn)

    @around(functions, "_create_esm")
    def create(original: Callable[[Any], Any], asked: dict[str, Any]) -> Any:
        answer = original(asked)
        if answer[0] >= 300 or ":kafka:" not in asked.get("EventSourceArn", ""):
            return answer
        told = json.loads(answer[2])
        told.update({name: asked[name] for name in _KEPT if asked.get(name)})
        functions._esms[told["UUID"]].update(told)
        return answer[0], answer[1], json.dumps(told).encode()


PATCH = Patch(
    name="lambda-kafka-sources",
    module="ministack.services.lambda_svc",
    why="a topic of MSK is refused as the source of a function's events",
    apply=_apply,
)
