"""CloudWatch Logs keeps named queries (query definitions) for people; ministack does not know the operations."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around, saved_table

_JSON = {"Content-Type": "application/x-amz-json-1.1"}


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

    operations = {"PutQueryDefinition": put, "DescribeQueryDefinitions": describe, "DeleteQueryDefinition": delete}

    @around(logs, "handle_request")
    async def handle(
        original: Callable[..., Awaitable[Any]], method: str, path: str, headers: dict[str, str], body: bytes, query: Any
    ) -> Any:
        operation = operations.get(headers.get("x-amz-target", "").rpartition(".")[2])
        if operation is None:
            return await original(method, path, headers, body, query)
        return 200, dict(_JSON), json.dumps(operation(json.loads(body or b"{}"))).encode()


PATCH = Patch(
    name="logs-query-definitions",
    module="ministack.services.cloudwatch_logs",
    why="PutQueryDefinition, DescribeQueryDefinitions and DeleteQueryDefinition are unknown operations",
    apply=_apply,
)
