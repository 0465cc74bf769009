"""Bucket sub-resources that ministack takes for a PUT of the bucket itself and refuses.

They are kept as the XML that was put. They are echoes: nothing moves to an archive tier, no request metric is emitted,
no inventory or analysis is written.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around, saved_table

_KINDS = ("analytics", "intelligent-tiering", "inventory", "metrics")
_XML = {"Content-Type": "application/xml"}


def _apply(s3: ModuleType) -> None:
    documents = saved_table(s3, "bucket_documents")

    @around(s3, "handle_request")
    async def handle(
        original: Callable[..., Awaitable[Any]], method: str, path: str, headers: dict[str, str], body: bytes,
        query: dict[str, Any], *args: Any, **more: Any
    ) -> Any:
        kind = next((kind for kind in _KINDS if kind in query), None)
        bucket, key = s3._parse_bucket_key(path, headers)
        if kind is None or key or "id" not in query:
            return await original(method, path, headers, body, query, *args, **more)
        if bucket not in s3._buckets:
            return s3._no_such_bucket(bucket)
        identity = query["id"][0] if isinstance(query["id"], list) else query["id"]
        return _answer(s3, documents, method, f"{bucket}/{kind}/{identity}", body)

    @around(s3, "_delete_bucket")
    def delete_bucket(original: Callable[[str], Any], name: str) -> Any:
        answer = original(name)
        if answer[0] < 300:
            for document in [place for place in documents if place.startswith(f"{name}/")]:
                documents.pop(document)
        return answer


def _answer(s3: ModuleType, documents: Any, method: str, place: str, body: bytes) -> Any:
    if method == "PUT":
        documents[place] = body.decode()
        return 200, {}, b""
    if place not in documents:
        return s3._error("NoSuchConfiguration", "The specified configuration does not exist.", 404, f"/{place}")
    if method == "DELETE":
        documents.pop(place)
        return 204, {}, b""
    return 200, dict(_XML), documents[place].encode()


PATCH = Patch(
    name="s3-bucket-documents",
    module="ministack.services.s3",
    why="tiering, metrics, inventory and analytics configurations of a bucket are refused with IllegalLocationConstraint",
    apply=_apply,
)
