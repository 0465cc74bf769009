"""GuardDuty: detectors with their features, filters and destinations. Echoes: nothing is watched, so nothing is found."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tagging import Tagging

_MISSING = "BadRequestException"
_tags = Tagging("guardduty-tags", arn="EchoArn", tags="Tags", keys="TagKeys")


def _detector(item: Json) -> Json:
    identity = new_id().replace("-", "")
    return {
        "DetectorId": identity,
        "EchoArn": arn("guardduty", f"detector/{identity}"),
        "Status": _status(item),
        "CreatedAt": now().isoformat() + "Z",
        "FindingPublishingFrequency": item.get("FindingPublishingFrequency", "SIX_HOURS"),
        "ServiceRole": arn("iam", "role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty", False),
        # AWS gives a value to each of these; the Terraform provider reads them without asking whether they are there.
        "DataSources": {
            "CloudTrail": {"Status": "ENABLED"},
            "DNSLogs": {"Status": "ENABLED"},
            "FlowLogs": {"Status": "ENABLED"},
            "S3Logs": {"Status": "DISABLED"},
            "Kubernetes": {"AuditLogs": {"Status": "DISABLED"}},
            "MalwareProtection": {"ScanEc2InstanceWithFindings": {"EbsVolumes": {"Status": "DISABLED"}}},
        },
        "Features": item.get("Features", []),
        "Tags": {},
    }


def _status(item: Json) -> str:
    return "ENABLED" if item["Enable"] else "DISABLED"


def _filter(item: Json) -> Json:
    return {"EchoArn": arn("guardduty", f"detector/{item['DetectorId']}/filter/{item['Name']}"), "FilterName": item["Name"]}


def _destination(_: Json) -> Json:
    return {"DestinationId": new_id().replace("-", ""), "Status": "PUBLISHING", "PublishingFailureStartTimestamp": 0}


_detectors = Kind("guardduty-detectors", ("DetectorId",), _MISSING, made=_detector, tagging=_tags)
_filters = Kind("guardduty-filters", ("FilterName",), _MISSING, made=_filter, tagging=_tags)
_destinations = Kind("guardduty-destinations", ("DestinationId",), _MISSING, made=_destination)


def _update_detector(asked: Json) -> Json:
    """A feature that is not named stays as it is."""
    detector = _detectors.find(asked)
    named = {one["Name"]: one for one in asked.get("Features", [])}
    kept = [{**one, **named.pop(one["Name"], {})} for one in detector["Features"]]
    detector["Features"] = kept + list(named.values())
    if "Enable" in asked:
        detector["Status"] = _status(asked)
    if "FindingPublishingFrequency" in asked:
        detector["FindingPublishingFrequency"] = asked["FindingPublishingFrequency"]
    return {}


def _get_detector(asked: Json) -> Json:
    detector = _detectors.read(asked)
    return {**detector, "Tags": _tags.of(detector["EchoArn"])}


def _get_filter(asked: Json) -> Json:
    found = _filters.read(asked)
    return {**found, "Tags": _tags.of(found["EchoArn"])}


EXTENSION = Extension(
    name="guardduty",
    service="guardduty",
    why="features of a detector are lost, and publishing destinations are unknown",
    operations={
        "CreateDetector": _detectors.create,
        "GetDetector": _get_detector,
        "UpdateDetector": _update_detector,
        "DeleteDetector": _detectors.delete,
        "ListDetectors": lambda _: {"DetectorIds": [one["DetectorId"] for one in _detectors.all()]},
        "CreateFilter": _filters.create,
        "GetFilter": _get_filter,
        "UpdateFilter": _filters.update,
        "DeleteFilter": _filters.delete,
        "CreatePublishingDestination": _destinations.create,
        "DescribePublishingDestination": _destinations.read,
        "UpdatePublishingDestination": _destinations.update,
        "DeletePublishingDestination": _destinations.delete,
        "ListFindings": lambda _: {"FindingIds": []},
        **_tags.operations(),
    },
)
