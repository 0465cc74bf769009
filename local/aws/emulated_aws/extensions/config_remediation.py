"""AWS Config: how what is found is mended. Echoes: nothing is mended."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id
from ..protocol import Json

_kept = Kind(
    "config-remediations",
    ("ConfigRuleName",),
    "NoSuchRemediationConfigurationException",
    made=lambda item: {"Arn": arn("config", f"remediation-configuration/{item['ConfigRuleName']}/{new_id()}")},
)


def _put(asked: Json) -> Json:
    for one in asked["RemediationConfigurations"]:
        _kept.create(one)
    return {"FailedBatches": []}


def _describe(asked: Json) -> Json:
    names = asked["ConfigRuleNames"]
    return {"RemediationConfigurations": [one for one in _kept.all() if one["ConfigRuleName"] in names]}


EXTENSION = Extension(
    name="config-remediation",
    service="config",
    why="remediations are unknown operations",
    operations={
        "PutRemediationConfigurations": _put,
        "DescribeRemediationConfigurations": _describe,
        "DeleteRemediationConfiguration": _kept.delete,
    },
)
