"""X-Ray: groups, sampling rules, the encryption setting. Echoes: no trace is kept."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tables import Table
from ..tagging import Tagging

_MISSING = "InvalidRequestException"
_tags = Tagging("xray-tags", arn="EchoArn", resource="ResourceARN", listed=True)
_encryption = Table("xray-encryption")


def _group(item: Json) -> Json:
    made = arn("xray", f"group/{item['GroupName']}/{new_id()}")
    insights = {"InsightsEnabled": False, "NotificationsEnabled": False, **item.get("InsightsConfiguration", {})}
    return {"GroupARN": made, "EchoArn": made, "InsightsConfiguration": insights}


def _rule(item: Json) -> Json:
    made = arn("xray", f"sampling-rule/{item['RuleName']}")
    return {"RuleARN": made, "EchoArn": made, "Attributes": item.get("Attributes", {})}


_groups = Kind("xray-groups", ("GroupName", "GroupARN"), _MISSING, "Group", _group, _tags)
_rules = Kind("xray-rules", ("RuleName", "RuleARN"), _MISSING, "SamplingRule", _rule, _tags)


def _record(answer: Json) -> Json:
    return {"SamplingRuleRecord": {"SamplingRule": answer, "CreatedAt": now(), "ModifiedAt": now()}}


def _put_encryption(asked: Json) -> Json:
    _encryption.here().clear()
    _encryption.here().update({**asked, "Status": "ACTIVE"})
    return _get_encryption({})


def _get_encryption(_: Json) -> Json:
    return {"EncryptionConfig": {"Type": "NONE", "Status": "ACTIVE", **_encryption.here()}}


EXTENSION = Extension(
    name="xray",
    service="xray",
    why="groups, sampling rules and the encryption setting are unknown operations",
    operations={
        "CreateGroup": _groups.create,
        "GetGroup": _groups.read,
        "GetGroups": _groups.listed("Groups"),
        "UpdateGroup": _groups.update,
        "DeleteGroup": _groups.delete,
        "CreateSamplingRule": lambda asked: _record(_rules.create(asked)),
        "GetSamplingRules": lambda _: {"SamplingRuleRecords": [_record(one)["SamplingRuleRecord"] for one in _rules.all()]},
        "UpdateSamplingRule": lambda asked: _record(_rules.update(asked["SamplingRuleUpdate"])),
        "DeleteSamplingRule": lambda asked: _record(_rules.delete(asked)),
        "PutEncryptionConfig": _put_encryption,
        "GetEncryptionConfig": _get_encryption,
        **_tags.operations(),
    },
)
