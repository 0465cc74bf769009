"""Canaries. Echoes: nothing is visited."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tagging import Tagging

_tags = Tagging("canary-tags", arn="EchoArn", resource="resourceArn")


def _canary(item: Json) -> Json:
    """The Terraform provider reads an engine, memory and a timeline without asking whether they are there."""
    code = {"Handler": item["Code"]["Handler"], "SourceLocationArn": arn("lambda", f"layer:cwsyn-{item['Name']}:1")}
    run = {"TimeoutInSeconds": 840, "MemoryInMB": 1000, "ActiveTracing": False, **item.get("RunConfig", {})}
    return {
        "Id": new_id(),
        "EchoArn": arn("synthetics", f"canary:{item['Name']}"),
        "Code": code,
        "RunConfig": run,
        "Schedule": {"DurationInSeconds": 0, **item["Schedule"]},
        "SuccessRetentionPeriodInDays": item.get("SuccessRetentionPeriodInDays", 31),
        "FailureRetentionPeriodInDays": item.get("FailureRetentionPeriodInDays", 31),
        "EngineArn": arn("lambda", f"function:cwsyn-{item['Name']}:1"),
        "Status": {"State": "READY"},
        "Timeline": {"Created": now(), "LastModified": now()},
    }


_canaries = Kind("canaries", ("Name",), "ResourceNotFoundException", "Canary", _canary, _tags)


def _get(asked: Json) -> Json:
    canary = _canaries.find(asked)
    return {"Canary": {**canary, "Tags": _tags.of(canary["EchoArn"])}}


def _become(state: str, moment: str, asked: Json) -> Json:
    canary = _canaries.find(asked)
    canary["Status"] = {"State": state}
    canary["Timeline"] = {**canary["Timeline"], moment: now()}
    return {}


EXTENSION = Extension(
    name="synthetics",
    service="synthetics",
    why="a canary can be neither started nor taken away, and its moments are told as text",
    operations={
        "CreateCanary": _canaries.create,
        "GetCanary": _get,
        "UpdateCanary": lambda asked: _canaries.update(asked) and {},
        "DeleteCanary": lambda asked: _canaries.delete(asked) and {},
        "DescribeCanaries": _canaries.listed("Canaries"),
        "StartCanary": lambda asked: _become("RUNNING", "LastStarted", asked),
        "StopCanary": lambda asked: _become("STOPPED", "LastStopped", asked),
        **_tags.operations(),
    },
)
