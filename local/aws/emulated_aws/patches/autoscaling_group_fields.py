"""How long an instance of an Auto Scaling group may live: ministack drops it."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around_entry

_FIELD = "MaxInstanceLifetime"


def _apply(scaling: ModuleType) -> None:
    def remember(original: Callable[[Any], Any], asked: Any) -> Any:
        answer = original(asked)
        if answer[0] < 300 and scaling._p(asked, _FIELD):
            # Beside ministack's own fields: saved with them, and gone with the group.
            scaling._asgs[scaling._p(asked, "AutoScalingGroupName")][_FIELD] = int(scaling._p(asked, _FIELD))
        return answer

    for name in ("CreateAutoScalingGroup", "UpdateAutoScalingGroup"):
        around_entry(scaling._ACTION_MAP, name)(remember)

    @around_entry(scaling._ACTION_MAP, "DescribeAutoScalingGroups")
    def describe(original: Callable[[Any], Any], asked: Any) -> Any:
        status, headers, body = original(asked)
        text = body.decode() if isinstance(body, bytes) else body
        for group in scaling._asgs.values():
            if _FIELD in group:
                arn = f"<AutoScalingGroupARN>{group['AutoScalingGroupARN']}</AutoScalingGroupARN>"
                text = text.replace(arn, f"{arn}<{_FIELD}>{group[_FIELD]}</{_FIELD}>")
        return status, headers, text.encode()


PATCH = Patch(
    name="autoscaling-group-fields",
    module="ministack.services.autoscaling",
    why="the longest life of an instance is forgotten, and every plan wants to set it again",
    apply=_apply,
)
