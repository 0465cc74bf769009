"""The policy of an event bus, given whole: ministack reads the older way to say it, a statement at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _apply(eventbridge: ModuleType) -> None:
    @around(eventbridge, "_put_permission")
    def put(original: Callable[[dict[str, Any]], Any], data: dict[str, Any]) -> Any:
        if "Policy" not in data:
            return original(data)
        eventbridge._event_bus_policies[data.get("EventBusName", "default")] = json.loads(data["Policy"])
        return eventbridge.json_response({})


PATCH = Patch(
    name="event-bus-policy",
    module="ministack.services.eventbridge",
    why="a policy becomes one statement that lets everybody put events, and every plan wants ours back",
    apply=_apply,
)
