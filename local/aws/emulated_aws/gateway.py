"""The ASGI application in front of ministack: our own `/_cap/` pages, the change counter, and the way to moto."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any
from urllib.parse import parse_qs, unquote

from . import history
from .answered import Answered
from .extension import Extensions
from .faults import Faults
from .moto_bridge import MOTO_FIRST, MotoBridge
from .protocol import Request
from .refusals import Answer

logger = logging.getLogger("emulated_aws.gateway")

Scope = dict[str, Any]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Page = Callable[[dict[str, str]], Awaitable[dict[str, Any] | list[Any]]]
"""Given the query, answers with JSON."""

_raw: ContextVar[tuple[str, str]] = ContextVar("raw_path_and_query", default=("/", ""))

_READ_ONLY = re.compile(r"^(Get|List|Describe|Head|BatchGet|Query$|Scan$|Receive|Lookup|Filter|Search|Test|Validate)")
_S3_CONTROL = "/v20180820/"
_ACTION = re.compile(rb"(?:^|&)Action=(\w+)")
_CREDENTIAL = re.compile(r"Credential=([^/]+)/[^/]+/[^/]+/([^/]+)/")
"""Access key, and the service that a request is signed for."""
_UNKNOWN = re.compile(
    rb"Unknown (?:\w+ ){0,3}(?:action|operation|endpoint|path)|No route for|is not valid for this (?:web service|endpoint)|"
    rb"Unsupported (?:service|operation|Cloud Map action)|UnknownOperation|InvalidAction|UnsupportedOperationException"
)
"""How ministack's services say, each in its own way, that they do not have an operation."""


def changes_something(method: str, headers: dict[str, str], body: bytes) -> bool:
    """Whether a request may leave other state behind than it found; in doubt, yes."""
    if method in ("GET", "HEAD", "OPTIONS"):
        return False
    operation = headers.get("x-amz-target", "").rpartition(".")[2]
    if not operation and (found := _ACTION.search(body[:2000])):
        operation = found.group(1).decode()
    return not _READ_ONLY.match(operation)


def _origin_form(scope: Scope) -> Scope:
    """A request that was sent as to a proxy names its whole URL: only the path counts here (RFC 9112, 3.2.2)."""
    if not scope["path"].startswith("http://"):
        return scope
    raw = scope.get("raw_path") or scope["path"].encode()
    parts = [b"/" + b"".join(whole.split(b"/", 3)[3:]) for whole in (scope["path"].encode(), raw)]
    return {**scope, "path": parts[0].decode(), "raw_path": parts[1]}


def _as_if_direct(scope: Scope) -> Scope:
    """S3 Control puts the account before the host's name, which for an address nobody can look up.

    Clients therefore get us as their HTTP proxy for all that is not an address, and send the whole URL.
    """
    raw = scope.get("raw_path") or b""
    if not raw.startswith(b"http://"):
        return scope
    path = b"/" + raw.removeprefix(b"http://").partition(b"/")[2]
    headers = [(name, value.partition(b".")[2] if name == b"host" else value) for name, value in scope["headers"]]
    return {**scope, "raw_path": path, "path": unquote(path.decode().partition("?")[0]), "headers": headers}


def _without_public_access(handle: Callable[..., Awaitable[Answer | None]]) -> Callable[..., Awaitable[Answer | None]]:
    """ministack refuses what it lacks of S3 Control before the dispatcher sees it; this one an extension has."""

    async def pick(path: str, *rest: Any) -> Answer | None:
        return None if path == "/v20180820/configuration/publicAccessBlock" else await handle(path, *rest)

    return pick


class Gateway:
    """Wraps ministack's application; `pages` maps (method, path) to what answers with JSON."""

    def __init__(
        self,
        inner: Any,
        moto: MotoBridge,
        extensions: Extensions,
        faults: Faults,
        changed: Callable[[], None],
        pages: dict[tuple[str, str], Page],
    ) -> None:
        self._inner = inner
        self._extensions = extensions
        self._faults = faults
        self._moto = moto
        self._changed = changed
        self._answered = Answered()
        self._pages = pages
        self._known = {*inner.SERVICE_HANDLERS, "unknown_query"}
        self._dispatch = inner._dispatch_service_request
        inner._dispatch_service_request = self.dispatch
        inner._handle_s3_control_request = _without_public_access(inner._handle_s3_control_request)
        self._s3_control = inner._handle_s3_control_request
        inner._handle_s3_control_request = self.s3_control

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope = _as_if_direct(scope)
            scope = _origin_form(scope)
            if scope["path"].startswith("/_cap/"):
                return await self._own(scope, send)
            raw = scope.get("raw_path") or scope["path"].encode()
            _raw.set((raw.decode("latin-1").split("?")[0], scope.get("query_string", b"").decode("latin-1")))
        return await self._inner.app(scope, receive, send)

    async def _own(self, scope: Scope, send: Send) -> None:
        page = self._pages.get((scope["method"], scope["path"]))
        query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        asked = {name: values[0] for name, values in query.items()}
        status, content = (200, await page(asked)) if page else (404, {"message": f"no page {scope['path']}"})
        body = json.dumps(content, indent=2).encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def dispatch(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any], request_id: str
    ) -> Answer:
        """Stands in for ministack's dispatcher: extensions first, then ministack, then moto."""
        if not changes_something(method, headers, body):
            return await self._answer(method, path, headers, body, query, request_id)
        return await self._answered.once(headers, lambda: self._change(method, path, headers, body, query, request_id))

    async def _change(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any], request_id: str
    ) -> Answer:
        try:
            answer = await self._answer(method, path, headers, body, query, request_id)
        finally:
            # Afterwards: a save that runs while a slow request is answered must not count its change as saved.
            self._changed()
        if signed := _CREDENTIAL.search(headers.get("authorization", "")):
            history.record(*signed.groups(), Request(method, *_raw.get(), headers, body), answer)
        return answer

    async def s3_control(
        self, path: str, method: str, body: bytes, query: Any, request_id: str, headers: dict[str, str] | None = None
    ) -> Any:
        """Stands in for ministack's own way to S3 Control, which it takes before it dispatches anything."""
        if not path.startswith(_S3_CONTROL):
            return None

        async def behind(_: Request) -> Any:
            return await self._s3_control(path, method, body, query, request_id, headers)

        request = Request(method, *_raw.get(), headers or {}, body)
        return await self._extensions.answer("s3-control", request, behind)

    async def _answer(
        self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any], request_id: str
    ) -> Answer:
        signed = _CREDENTIAL.search(headers.get("authorization", ""))
        if not signed:
            return await self._dispatch(method, path, headers, body, query, request_id)
        raw_path, raw_query = _raw.get()
        first = Request(method, raw_path, raw_query, headers, body)
        if failure := await self._faults.answer(signed.group(2), first):
            return failure

        async def behind(request: Request) -> Answer:
            if request is first:
                return await self._ask_either(request, path, query, request_id)
            read = {name: values[0] for name, values in parse_qs(request.query, keep_blank_values=True).items()}
            return await self._ask_either(request, unquote(request.path), read, request_id)

        return await self._extensions.answer(signed.group(2), first, behind)

    async def _ask_either(self, request: Request, path: str, query: dict[str, Any], request_id: str) -> Answer:
        """ministack, or moto for what ministack does not have."""
        parts = (request.method, path, request.headers, request.body, query)
        service = self._service(*parts)
        if service in MOTO_FIRST or service not in self._known:
            return await self._ask_moto(request)
        answer = await self._dispatch(*parts, request_id)
        if answer[0] in (400, 404, 405, 501) and _UNKNOWN.search(answer[2][:1000]):
            return await self._ask_moto(request)
        return answer

    def _service(self, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]) -> str:
        parameters = self._inner._routing_params(method, path, headers, body, query)
        return self._inner.detect_service(method, path, headers, parameters)

    async def _ask_moto(self, request: Request) -> Answer:
        headers = {**request.headers, "host": request.headers.get("host", "localhost")}
        return await asyncio.to_thread(
            self._moto.call, request.method, request.path, request.query, headers, request.body
        )
