"""CloudWatch metric streams. Echoes: no metric is streamed."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, now
from ..protocol import Json
from ..tagging import Tagging

_tags = Tagging("metric-stream-tags", resource="ResourceARN", listed=True)


def _stream(item: Json) -> Json:
    return {"Arn": arn("cloudwatch", f"metric-stream/{item['Name']}"), "State": "running", "CreationDate": now(),
            "LastUpdateDate": now()}


_streams = Kind("metric-streams", ("Name",), "ResourceNotFoundException", made=_stream, tagging=_tags)


def _set_state(asked: Json, state: str) -> Json:
    for name in asked["Names"]:
        _streams.find({"Name": name})["State"] = state
    return {}


EXTENSION = Extension(
    name="metric-streams",
    service="cloudwatch",
    scope="monitoring",
    why="metric streams are unknown operations",
    operations={
        "PutMetricStream": _streams.create,
        "GetMetricStream": _streams.read,
        "DeleteMetricStream": _streams.delete,
        "ListMetricStreams": _streams.listed("Entries"),
        "StartMetricStreams": lambda asked: _set_state(asked, "running"),
        "StopMetricStreams": lambda asked: _set_state(asked, "stopped"),
        **_tags.operations(),
    },
)
