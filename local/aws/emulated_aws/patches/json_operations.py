"""Adds operations to a service that speaks AWS's JSON protocol (operation in X-Amz-Target)."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import AsyncHandler, around

Operation = Callable[[dict[str, Any]], dict[str, Any]]

_HEADERS = {"Content-Type": "application/x-amz-json-1.1"}


class Refusal(Exception):  # noqa: N818 (AWS refuses; nothing went wrong)
    """Raised by an operation to answer with an AWS error."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def add(service: ModuleType, operations: dict[str, Operation]) -> None:
    """Answer the named operations; all others go on to the service's own code."""

    @around(service, "handle_request")
    async def handle(
        original: AsyncHandler, method: str, path: str, headers: dict[str, str], body: bytes, query: Any
    ) -> Any:
        operation = operations.get(headers.get("x-amz-target", "").rpartition(".")[2])
        if operation is None:
            return await original(method, path, headers, body, query)
        try:
            return 200, dict(_HEADERS), json.dumps(operation(json.loads(body or b"{}"))).encode()
        except Refusal as refusal:
            content = {"__type": refusal.code, "message": str(refusal)}
            return 400, {**_HEADERS, "x-amzn-errortype": refusal.code}, json.dumps(content).encode()
