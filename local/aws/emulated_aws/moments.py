"""Moments in answers of moto: it writes text where a service's JSON has seconds, and clients refuse to read it."""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterator
from typing import Any

SERVICES = frozenset({"budgets", "codedeploy", "quicksight", "synthetics"})
"""Backends of moto that do so."""


def as_numbers(backend: str, body: bytes) -> bytes:
    """The same answer with every moment as seconds. A member is known by its name: none of these means two things."""
    if backend not in SERVICES or not body.startswith((b"{", b"[")):
        return body
    return json.dumps(_walk(json.loads(body), _moments_of(backend))).encode()


def _walk(value: Any, names: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {name: _seconds(item) if name in names else _walk(item, names) for name, item in value.items()}
    return [_walk(item, names) for item in value] if isinstance(value, list) else value


def _seconds(value: Any) -> Any:
    try:
        moment = dt.datetime.fromisoformat(value.replace("Z", "+00:00"))
    except (AttributeError, ValueError):
        return value
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC).timestamp()


@functools.cache
def _moments_of(service: str) -> frozenset[str]:
    """Names of members that the service's model calls a timestamp, but for those that travel as text."""
    from botocore.loaders import Loader

    shapes = Loader().load_service_model(service, "service-2")["shapes"]
    return frozenset(name for shape in shapes.values() for name in _in(shape, shapes))


def _in(shape: dict[str, Any], shapes: dict[str, Any]) -> Iterator[str]:
    for name, member in shape.get("members", {}).items():
        target = shapes[member["shape"]]
        text = (member.get("timestampFormat") or target.get("timestampFormat")) in ("iso8601", "rfc822")
        if target["type"] == "timestamp" and not text:
            yield member.get("locationName", name)
