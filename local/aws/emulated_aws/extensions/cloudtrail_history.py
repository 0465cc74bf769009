"""CloudTrail's event history, by what somebody looks for. The events themselves: history.py."""

from __future__ import annotations

import json
from collections.abc import Callable

from .. import history
from ..extension import Extension
from ..history import Change
from ..protocol import Json
from ..tables import present

_MOST = 50

_MATCHES: dict[str, Callable[[Change, str], bool]] = {
    "ResourceName": Change.is_about,
    "EventName": lambda change, name: change.operation == name,
    "AccessKeyId": lambda change, key: change.key == key,
    "EventSource": lambda change, source: source == f"{change.scope}.amazonaws.com",
    # Reads are not kept.
    "ReadOnly": lambda _, read_only: read_only == "false",
}


def _lookup(asked: Json) -> Json:
    wanted = [(one["AttributeKey"], one["AttributeValue"]) for one in asked.get("LookupAttributes") or []]
    start = int(asked.get("NextToken") or 0)
    most = min(int(asked.get("MaxResults") or _MOST), _MOST)
    found = [
        change
        for change in history.newest_first()
        if all(name in _MATCHES and _MATCHES[name](change, value) for name, value in wanted)
    ]
    more = {"NextToken": str(start + most)} if len(found) > start + most else {}
    resources = [{"ResourceName": value} for name, value in wanted if name == "ResourceName"]
    return {"Events": [_event(change, resources) for change in found[start : start + most]], **more}


def _event(change: Change, resources: list[Json]) -> Json:
    who = _identity(change.key)
    operation = change.operation
    record = {
        "eventVersion": "1.11",
        "userIdentity": {"arn": who, "accessKeyId": change.key},
        "eventTime": f"{change.at.isoformat()}Z",
        "eventSource": f"{change.scope}.amazonaws.com",
        "eventName": operation,
        "userAgent": change.request.headers.get("user-agent", ""),
        "eventID": change.id,
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
    }
    return {
        "EventId": change.id,
        "EventName": operation,
        "EventSource": record["eventSource"],
        "EventTime": change.at,
        "ReadOnly": "false",
        "AccessKeyId": change.key,
        "Username": who.rpartition("/")[2],
        "Resources": resources,
        "CloudTrailEvent": json.dumps(record),
    }


def _identity(key: str) -> str:
    """ARN of whoever a key belongs to; where IAM is not enforced, any word is one."""
    from ministack.core.iam_evaluator import resolve_caller_identity

    known = resolve_caller_identity(key)
    return known["userArn"] if known else f"arn:aws:iam::{present()[0]}:user/{key}"


EXTENSION = Extension(
    name="cloudtrail-history",
    service="cloudtrail",
    why="nothing tells who changed what: ministack's history misses EC2 and what moto answers, and knows few names",
    operations={"LookupEvents": _lookup},
)
