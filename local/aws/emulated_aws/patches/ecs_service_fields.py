"""Fields of an ECS service that Terraform sets and that ministack drops: each plan would set them again."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around_entry, saved_table

_DEFAULTS = {"availabilityZoneRebalancing": "DISABLED"}


def _apply(ecs: ModuleType) -> None:
    fields = saved_table(ecs, "service_fields")

    def remember(original: Callable[[dict[str, Any]], Any], asked: dict[str, Any]) -> Any:
        status, headers, body = original(asked)
        if status < 300:
            content = json.loads(body)
            arn = content["service"]["serviceArn"]
            given = {name: asked[name] for name in _DEFAULTS if asked.get(name)}
            fields[arn] = {**_DEFAULTS, **fields.get(arn, {}), **given}
            content["service"].update(fields[arn])
            body = json.dumps(content).encode()
        return status, headers, body

    for name in ("CreateService", "UpdateService"):
        around_entry(ecs._ACTION_MAP, name)(remember)

    @around_entry(ecs._ACTION_MAP, "DescribeServices")
    def describe(original: Callable[[dict[str, Any]], Any], asked: dict[str, Any]) -> Any:
        status, headers, body = original(asked)
        if status >= 300:
            return status, headers, body
        content = json.loads(body)
        for service in content.get("services", []):
            service.update(fields.get(service["serviceArn"], _DEFAULTS))
        return status, headers, json.dumps(content).encode()


PATCH = Patch(
    name="ecs-service-fields",
    module="ministack.services.ecs",
    why="availabilityZoneRebalancing of a service is forgotten, so that every plan wants to set it",
    apply=_apply,
)
