"""How small an object may be for a lifecycle rule to move it: a header that Terraform waits to read back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around, saved_table

_HEADER = "x-amz-transition-default-minimum-object-size"
_DEFAULT = "all_storage_classes_128K"


def _apply(s3: ModuleType) -> None:
    sizes = saved_table(s3, "lifecycle_sizes")

    @around(s3, "handle_request")
    async def handle(
        original: Callable[..., Awaitable[Any]], method: str, path: str, headers: dict[str, str], body: bytes,
        query: dict[str, Any], *args: Any, **more: Any
    ) -> Any:
        answer = await original(method, path, headers, body, query, *args, **more)
        bucket, key = s3._parse_bucket_key(path, headers)
        if "lifecycle" not in query or key or answer[0] >= 300 or method == "DELETE":
            return answer
        if method == "PUT":
            sizes[bucket] = headers.get(_HEADER, _DEFAULT)
        return answer[0], {**answer[1], _HEADER: sizes.get(bucket, _DEFAULT)}, *answer[2:]


PATCH = Patch(
    name="s3-lifecycle-sizes",
    module="ministack.services.s3",
    why="Terraform waits three minutes for the smallest size of a lifecycle that it has set, and gives up",
    apply=_apply,
)
