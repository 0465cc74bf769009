"""CloudWatch Logs keeps named queries (query definitions) for people; ministack does not know the operations."""

from __future__ import annotations

import time
import uuid
from types import ModuleType
from typing import Any

from ..patching import Patch, saved_table
from . import json_operations


def _apply(logs: ModuleType) -> None:
    definitions = saved_table(logs, "query_definitions")

    def put(asked: dict[str, Any]) -> dict[str, Any]:
        identity = asked.get("queryDefinitionId") or str(uuid.uuid4())
        definitions[identity] = {**asked, "queryDefinitionId": identity, "lastModified": int(time.time() * 1000)}
        return {"queryDefinitionId": identity}

    def describe(asked: dict[str, Any]) -> dict[str, Any]:
        prefix = asked.get("queryDefinitionNamePrefix", "")
        return {"queryDefinitions": [one for one in definitions.values() if one["name"].startswith(prefix)]}

    def delete(asked: dict[str, Any]) -> dict[str, Any]:
        return {"success": definitions.pop(asked["queryDefinitionId"], None) is not None}

    json_operations.add(
        logs, {"PutQueryDefinition": put, "DescribeQueryDefinitions": describe, "DeleteQueryDefinition": delete}
    )


PATCH = Patch(
    name="logs-query-definitions",
    module="ministack.services.cloudwatch_logs",
    why="PutQueryDefinition, DescribeQueryDefinitions and DeleteQueryDefinition are unknown operations",
    apply=_apply,
)
