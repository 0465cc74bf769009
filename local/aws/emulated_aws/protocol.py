"""Requests and answers of any AWS service as plain dictionaries, by the service's own model as botocore ships it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode

from .moto_bridge import import_from_moto
from .refusals import Answer, Refusal, write_error

Json = dict[str, Any]

_NAME_IN_URI = re.compile(r"\{(\w+)(\+?)\}")
_ACTION = re.compile(rb"(?:^|&)Action=(\w+)")


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request as it arrived; `path` and `query` still percent-encoded, header names in lower case."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class _Route:
    """Where a REST operation listens."""

    operation: str
    method: str
    path: re.Pattern[str]
    query: frozenset[str]
    literal: int
    """Characters that are not a parameter: of two routes that match, the one with more of them is meant."""


class Protocol:
    """One wire form of one service."""

    def __init__(self, service: str, kind: str) -> None:
        """`kind`: json, rest-json, query, …; empty for the service's own."""
        self._model = import_from_moto("moto.core.utils").get_service_model(service)
        self._kind: str = kind or self._model.metadata["protocol"]

    @functools.cached_property
    def _routes(self) -> list[_Route]:
        routes = [_route(self._model.operation_model(name)) for name in self._model.operation_names]
        return sorted(routes, key=lambda route: -route.literal)

    def operation_of(self, request: Request) -> str | None:
        """Name of the operation that is asked for, or None when the request is not for this service."""
        if self._kind == "json":
            prefix, _, name = request.headers.get("x-amz-target", "").rpartition(".")
            # Some SDKs send the last part of the prefix only.
            return name if prefix and self._model.metadata.get("targetPrefix", "").endswith(prefix) else None
        if self._kind in ("query", "ec2"):
            found = _ACTION.search(request.body)
            return found.group(1).decode() if found else None
        route = self._route_of(request)
        return route.operation if route else None

    def _route_of(self, request: Request) -> _Route | None:
        asked = set(parse_qs(request.query, keep_blank_values=True))
        path = request.path.rstrip("/") or "/"
        for route in self._routes:
            if route.method == request.method and route.query <= asked and route.path.fullmatch(path):
                return route
        return None

    def read_request(self, operation: str, request: Request) -> Json:
        """What the caller asked, member by member."""
        from werkzeug.datastructures import Headers, MultiDict

        model = self._model.operation_model(operation)
        if model.input_shape is None:
            return {}
        parsers = import_from_moto("moto.core.parse").PROTOCOL_PARSERS
        values = request.body.decode() if self._kind in ("query", "ec2") else request.query
        route = self._route_of(request) if self._kind.startswith("rest") else None
        found = route.path.fullmatch(request.path.rstrip("/") or "/") if route else None
        return parsers[self._kind](model).parse(
            {
                "method": request.method,
                "url_path": request.path,
                "url_params": {name: unquote(value) for name, value in (found.groupdict() if found else {}).items()},
                "values": MultiDict([(k, v) for k, vs in parse_qs(values, keep_blank_values=True).items() for v in vs]),
                "headers": Headers(list(request.headers.items())),
                "body": request.body,
            }
        )

    def write_request(self, operation: str, asked: Json, like: Request) -> Request:
        """`asked` in the place of what `like` asked; its signature is kept, which nobody checks."""
        from botocore.serialize import create_serializer

        made = create_serializer(self._kind).serialize_to_request(asked, self._model.operation_model(operation))
        body = made["body"] or b""
        if isinstance(body, dict):
            body = urlencode(body)
        return Request(
            made["method"],
            made["url_path"],
            urlencode(made["query_string"] or {}, doseq=True),
            {**like.headers, **{name.lower(): value for name, value in made["headers"].items()}},
            body.encode() if isinstance(body, str) else bytes(body),
        )

    def read_answer(self, operation: str, answer: Answer) -> Json:
        """What was answered; an error becomes a Refusal."""
        from botocore.parsers import create_parser

        status, headers, body = answer
        lower = {name.lower(): value for name, value in headers.items()}
        told = {"status_code": status, "headers": lower, "body": body if isinstance(body, bytes) else body.encode()}
        read = create_parser(self._kind).parse(told, self._model.operation_model(operation).output_shape)
        if status >= 300:
            error = read.get("Error", {})
            raise Refusal(error.get("Code", str(status)), error.get("Message", ""), status)
        read.pop("ResponseMetadata", None)
        return read

    def write_answer(self, operation: str, answer: Json) -> Answer:
        """The answer on the wire. Members that the model does not have are dropped."""
        serializers = import_from_moto("moto.core.serialize").SERIALIZERS
        made = serializers[self._kind](self._model.operation_model(operation)).serialize(answer)
        body = made["body"]
        return made["status_code"], dict(made["headers"]), body if isinstance(body, bytes) else body.encode()

    def write_refusal(self, refusal: Refusal) -> Answer:
        """The error on the wire."""
        shape = next((one for one in self._model.error_shapes if refusal.code in (one.name, one.error_code)), None)
        status = refusal.status or (shape.metadata.get("error", {}).get("httpStatusCode") if shape else None) or 400
        return write_error(refusal.code, str(refusal), status, xml=not self.speaks_json)

    @property
    def speaks_json(self) -> bool:
        """Otherwise answers are XML."""
        return self._kind.endswith("json")


def protocol_of(service: str, request: Request) -> Protocol:
    """How a request to a service (by botocore's name for it) is to be read. CloudWatch alone speaks several forms."""
    form = "query" if "form" in request.headers.get("content-type", "") else "json"
    return _protocol(service, form if service == "cloudwatch" else "")


_protocol = functools.cache(Protocol)


def _route(operation: Any) -> _Route:
    path, _, query = operation.http["requestUri"].partition("?")
    path = path.rstrip("/") or "/"
    pieces = _NAME_IN_URI.split(path)
    # split gives: text, name, plus, text, name, plus, …, text
    pattern = re.escape(pieces[0])
    for name, greedy, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        pattern += f"(?P<{name}>{'.+' if greedy else '[^/]+'})" + re.escape(text)
    return _Route(
        operation.name,
        operation.http["method"],
        re.compile(pattern),
        frozenset(parse_qs(query, keep_blank_values=True)),
        sum(map(len, pieces[::3])) + len(query),
    )
