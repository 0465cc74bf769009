"""The expiry of items, switched off: DynamoDB forgets by which attribute they expired, ministack does not."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _apply(dynamodb: ModuleType) -> None:
    @around(dynamodb, "_describe_ttl")
    def describe(original: Callable[[Any], Any], asked: dict[str, Any]) -> Any:
        setting = dynamodb._ttl_settings.get(dynamodb._normalize_table_name(asked.get("TableName"))) or {}
        if setting.get("TimeToLiveStatus") == "DISABLED":
            setting.pop("AttributeName", None)
        return original(asked)


PATCH = Patch(
    name="dynamodb-ttl-off",
    module="ministack.services.dynamodb",
    why="a table whose items expired once tells the attribute for ever, and Terraform takes it for a change",
    apply=_apply,
)
