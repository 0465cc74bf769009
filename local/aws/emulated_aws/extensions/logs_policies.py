"""CloudWatch Logs: policies of the account, data protection of a group, anomaly detectors. Echoes: nothing is masked."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tables import present
from ..tagging import Tagging

_MISSING = "ResourceNotFoundException"


def _account_policy(item: Json) -> Json:
    return {"accountId": present()[0], "lastUpdatedTime": int(now().timestamp() * 1000), "scope": "ALL",
            **({"scope": item["scope"]} if item.get("scope") else {})}


def _detector(_: Json) -> Json:
    return {"anomalyDetectorArn": arn("logs", f"anomaly-detector:{new_id()}"), "anomalyDetectorStatus": "TRAINING",
            "creationTimeStamp": int(now().timestamp() * 1000)}


_policies = Kind("log-account-policies", ("policyName",), _MISSING, "accountPolicy", _account_policy)
_protections = Kind("log-data-protection", ("logGroupIdentifier",), _MISSING)
_tags = Tagging("log-detector-tags", arn="anomalyDetectorArn", resource="resourceArn", tags="tags", keys="tagKeys")
_detectors = Kind("log-anomaly-detectors", ("anomalyDetectorArn",), _MISSING, made=_detector, tagging=_tags)


def _describe_policies(asked: Json) -> Json:
    named = asked.get("policyName")
    found = [one for one in _policies.all() if one["policyType"] == asked["policyType"]]
    return {"accountPolicies": [one for one in found if named in (None, one["policyName"])]}


def _get_protection(asked: Json) -> Json:
    """A group without a policy is answered as well, without one."""
    return _protections.table.here().get(asked["logGroupIdentifier"], asked)


EXTENSION = Extension(
    name="logs-policies",
    service="logs",
    why="account policies, data protection policies and anomaly detectors are unknown operations",
    operations={
        "PutAccountPolicy": _policies.create,
        "DescribeAccountPolicies": _describe_policies,
        "DeleteAccountPolicy": _policies.delete,
        "PutDataProtectionPolicy": _protections.create,
        "GetDataProtectionPolicy": _get_protection,
        "DeleteDataProtectionPolicy": _protections.delete,
        "CreateLogAnomalyDetector": _detectors.create,
        "GetLogAnomalyDetector": _detectors.read,
        "UpdateLogAnomalyDetector": _detectors.update,
        "DeleteLogAnomalyDetector": _detectors.delete,
        "ListLogAnomalyDetectors": _detectors.listed("anomalyDetectors"),
        **_tags.operations(),
    },
)
