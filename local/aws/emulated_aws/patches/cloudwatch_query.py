"""CloudWatch over its old query protocol, which is what the Terraform provider speaks.

ministack parses and answers that protocol by hand and loses most of an alarm on the way (dimensions, actions,
statistic, period). Its JSON path is complete, so the query protocol is translated to JSON and back by the service's
own model, as botocore ships it.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Callable
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

from ..moto_bridge import import_from_moto
from ..patching import AsyncHandler, Patch, around

_XML = {"Content-Type": "text/xml"}
_TARGET = "GraniteServiceVersion20100801."


def _apply(cloudwatch: ModuleType) -> None:
    @around(cloudwatch, "handle_request")
    async def handle(
        original: AsyncHandler, method: str, path: str, headers: dict[str, str], body: bytes, query: Any
    ) -> Any:
        if "form" not in headers.get("content-type", ""):
            return await original(method, path, headers, body, query)
        form = {name: values[0] for name, values in parse_qs(body.decode(), keep_blank_values=True).items()}
        operation = _operation(form.get("Action", ""))
        if operation is None:
            return await original(method, path, headers, body, query)
        asked = _to_json(_parse(operation, form), operation.input_shape)
        passed = {**headers, "content-type": "application/x-amz-json-1.0", "x-amz-target": _TARGET + operation.name}
        status, _, content = await original(method, path, passed, json.dumps(asked).encode(), {})
        answer = json.loads(content or b"{}")
        if status >= 300:
            return status, dict(_XML), _error(answer)
        return status, dict(_XML), _serialise(operation, _to_python(answer, operation.output_shape))


@functools.cache
def _model() -> Any:
    return import_from_moto("moto.core.utils").get_service_model("cloudwatch")


def _operation(name: str) -> Any:
    return _model().operation_model(name) if name in _model().operation_names else None


def _parse(operation: Any, form: dict[str, str]) -> dict[str, Any]:
    if operation.input_shape is None:
        return {}
    return import_from_moto("moto.core.parse").QueryParser(operation).parse(
        {"method": "POST", "values": form, "headers": {}, "body": b"", "url_path": "/", "url_params": {}}
    )


def _serialise(operation: Any, answer: Any) -> bytes:
    body = import_from_moto("moto.core.serialize").QuerySerializer(operation).serialize(answer)["body"]
    return body if isinstance(body, bytes) else body.encode()


def _error(answer: dict[str, Any]) -> bytes:
    code = str(answer.get("__type") or "InternalFailure").rpartition("#")[2]
    message = str(answer.get("message") or answer.get("Message") or "")
    return (
        "<ErrorResponse><Error><Type>Sender</Type>"
        f"<Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
        "</Error><RequestId>0</RequestId></ErrorResponse>"
    ).encode()


def _to_json(value: Any, shape: Any) -> Any:
    """Timestamps as seconds: what the JSON protocol carries."""
    return _walk(value, shape, lambda moment: moment.timestamp() if hasattr(moment, "timestamp") else moment)


def _to_python(value: Any, shape: Any) -> Any:
    """Timestamps as datetimes: what the serialiser wants. Members that the model does not have are dropped."""
    return _walk(value, shape, _moment)


def _moment(seconds: Any) -> Any:
    return dt.datetime.fromtimestamp(seconds, dt.UTC) if isinstance(seconds, int | float) else seconds


def _walk(value: Any, shape: Any, convert: Callable[[Any], Any]) -> Any:
    if shape is None or value is None:
        return {} if value is None else value
    if shape.type_name == "timestamp":
        return convert(value)
    if shape.type_name == "structure" and isinstance(value, dict):
        known = {name: item for name, item in value.items() if name in shape.members and item is not None}
        return {name: _walk(item, shape.members[name], convert) for name, item in known.items()}
    if shape.type_name == "list" and isinstance(value, list):
        return [_walk(item, shape.member, convert) for item in value]
    return value


PATCH = Patch(
    name="cloudwatch-query",
    module="ministack.services.cloudwatch",
    why="an alarm put over the query protocol loses its dimensions, actions, statistic and period",
    apply=_apply,
)
