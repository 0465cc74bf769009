"""Who pays for requests to a bucket: its owner, or whoever asks. An echo: nobody pays."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around, saved_table

_PAYER = re.compile(rb"<Payer>(\w+)</Payer>")


def _apply(s3: ModuleType) -> None:
    payers = saved_table(s3, "request_payers")

    @around(s3, "handle_request")
    async def handle(
        original: Callable[..., Awaitable[Any]], method: str, path: str, headers: dict[str, str], body: bytes,
        query: dict[str, Any], *args: Any, **more: Any
    ) -> Any:
        bucket, key = s3._parse_bucket_key(path, headers)
        if "requestPayment" not in query or key or bucket not in s3._buckets:
            return await original(method, path, headers, body, query, *args, **more)
        if method == "PUT":
            asked = _PAYER.search(body)
            payers[bucket] = asked.group(1).decode() if asked else "BucketOwner"
            return 200, {}, b""
        payer = payers.get(bucket, "BucketOwner")
        told = f"<RequestPaymentConfiguration><Payer>{payer}</Payer></RequestPaymentConfiguration>"
        return 200, {"Content-Type": "application/xml"}, told.encode()


PATCH = Patch(
    name="s3-request-payment",
    module="ministack.services.s3",
    why="who pays for a bucket's requests is forgotten, and every plan wants to set it",
    apply=_apply,
)
