"""The ASGI application in front of ministack: our own `/_cap/` pages, the change counter, and the way to moto."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from .moto_bridge import MOTO_FIRST, Answer, MotoBridge

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Page = Callable[[], Awaitable[dict[str, Any] | list[Any]]]

_raw: ContextVar[tuple[str, str]] = ContextVar("raw_path_and_query", default=("/", ""))

_READ_ONLY = re.compile(r"^(Get|List|Describe|Head|BatchGet|Query$|Scan$|Receive|Lookup|Filter|Search|Test|Validate)")
_ACTION = re.compile(rb"(?:^|&)Action=(\w+)")
_SERVICE = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/")

def changes_something(method: str, headers: dict[str, str], body: bytes) -> bool:
    """Whether a request may leave other state behind than it found; in doubt, yes."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return False
    operation = headers.get("x-amz-target", "").rpartition(".")[2]
    if not operation and (found := _ACTION.search(body[:2000])):
        operation = found.group(1).decode()
    return not _READ_ONLY.match(operation)


class Gateway:
    """Wraps ministack's application; `pages` maps (method, path) to what answers with JSON."""

    def __init__(self, inner: Any, moto: MotoBridge, changed: Callable[[], None], pages: dict[tuple[str, str], Page]):
        self._inner = inner
        self._moto = moto
        self._changed = changed
        self._pages = pages
        self._known = {*inner.SERVICE_HANDLERS, "unknown_query"}
        self._dispatch = inner._dispatch_service_request
        inner._dispatch_service_request = self.dispatch

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if scope["path"].startswith("/_cap/"):
                return await self._own(scope, send)
            raw = scope.get("raw_path") or scope["path"].encode()
            _raw.set((raw.decode("latin-1").split("?")[0], scope.get("query_string", b"").decode("latin-1")))
        return await self._inner.app(scope, receive, send)

    async def _own(self, scope: Scope, send: Send) -> None:
        page = self._pages.get((scope["method"], scope["path"]))
        status, content = (200, await page()) if page else (404, {"message": f"no page {scope['path']}"})
        body = json.dumps(content, indent=2).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def dispatch(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any], request_id: str
    ) -> Answer:
        """Stands in for ministack's dispatcher: ministack first, moto where ministack has nothing."""
        try:
            return await self._answer(method, path, headers, body, query, request_id)
        finally:
            # Afterwards: a save that runs while a slow request is answered must not count its change as saved.
            if changes_something(method, headers, body):
                self._changed()

    async def _answer(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any], request_id: str
    ) -> Answer:
        if _SERVICE.search(headers.get("authorization", "")):
            service = self._service(method, path, headers, body, query)
            if service in MOTO_FIRST or service not in self._known:
                return await self._ask_moto(method, headers, body)
        return await self._dispatch(method, path, headers, body, query, request_id)

    def _service(self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]) -> str:
        parameters = self._inner._routing_params(method, path, headers, body, query)
        return self._inner.detect_service(method, path, headers, parameters)

    async def _ask_moto(self, method: str, headers: dict[str, str], body: bytes) -> Answer:
        path, query = _raw.get()
        passed = {**headers, "host": headers.get("host", "localhost")}
        return await asyncio.to_thread(self._moto.call, method, path, query, passed, body)
