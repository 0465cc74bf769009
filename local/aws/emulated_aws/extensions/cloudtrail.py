"""CloudTrail: insight selectors, a trail that is named by its ARN, and where it sends its log. Echoes: nothing is logged."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..kind import Kind, arn
from ..protocol import Json
from ..refusals import Refusal

_KEPT = ("CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn", "SnsTopicName", "KmsKeyId", "S3KeyPrefix")

_insights = Kind("trail-insights", ("TrailName",), "InsightNotEnabledException")
_fields = Kind("trail-fields", ("Name",), "TrailNotFoundException")


def _name(asked: Json, member: str) -> Json:
    return {**asked, member: asked[member].rpartition("/")[2]}


def _put_insights(asked: Json) -> Json:
    named = _name(asked, "TrailName")
    if not asked["InsightSelectors"]:
        _insights.table.here().pop(named["TrailName"], None)
        return {"InsightSelectors": []}
    return _insights.create(named)


def _get_insights(asked: Json) -> Json:
    try:
        return _insights.read(_name(asked, "TrailName"))
    except Refusal:
        raise Refusal("InsightNotEnabledException", f"Trail {asked['TrailName']} does not have Insights enabled.") from None


async def _change(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    named = _name(asked, "Name")["Name"]
    kept = _fields.table.here().setdefault(named, {"Name": named})
    kept.update({name: asked[name] for name in _KEPT if name in asked})
    if asked.get("TagsList"):
        from ministack.services import cloudtrail

        cloudtrail._trail_tags[answer["TrailARN"]] = {tag["Key"]: tag.get("Value", "") for tag in asked["TagsList"]}
    return {**answer, **_said(kept)}


async def _describe(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    kept = _fields.table.here()
    for trail in answer["trailList"]:
        trail.update(_said(kept.get(trail["Name"], {})))
        trail["HasInsightSelectors"] = trail["Name"] in _insights.table.here()
    return answer


def _said(kept: Json) -> Json:
    """What was set, without what was set to nothing; a topic by its name and its ARN."""
    said = {name: value for name, value in kept.items() if value}
    topic = str(said.get("SnsTopicName", ""))
    if topic:
        said["SnsTopicARN"] = topic if topic.startswith("arn:") else arn("sns", topic)
    return said


async def _delete(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    for kind in (_insights, _fields):
        kind.table.here().pop(_name(asked, "Name")["Name"], None)
    return answer


EXTENSION = Extension(
    name="cloudtrail-fields",
    service="cloudtrail",
    why="insight selectors are unknown, and a trail forgets its tags and the log group that it writes to",
    operations={
        "PutInsightSelectors": _put_insights,
        "GetInsightSelectors": _get_insights,
        "CreateTrail": _change,
        "UpdateTrail": _change,
        "DescribeTrails": _describe,
        "DeleteTrail": _delete,
    },
)
