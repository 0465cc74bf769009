"""What an account has set for all of its EC2 in a Region. Echoes: nothing is refused because of them."""

from __future__ import annotations

from collections.abc import Callable

from ..extension import Extension
from ..protocol import Json
from ..tables import Table, present

_settings = Table("ec2-account-settings")


def _put(name: str, value: Callable[[Json], object], told: Callable[[object], Json]) -> Callable[[Json], Json]:
    def put(asked: Json) -> Json:
        _settings.here()[name] = value(asked)
        return told(_settings.here()[name])

    return put


def _get(name: str, default: object, told: Callable[[object], Json]) -> Callable[[Json], Json]:
    return lambda _asked: told(_settings.here().get(name, default))


def _key(value: object) -> Json:
    return {"KmsKeyId": value}


def _snapshots(value: object) -> Json:
    return {"State": value}


def _images(value: object) -> Json:
    return {"ImageBlockPublicAccessState": value}


def _console(value: object) -> Json:
    return {"SerialConsoleAccessEnabled": value}


def _access(value: object) -> Json:
    account, region = present()
    modes = {"InternetGatewayBlockMode": value, "State": "update-complete", "ManagedBy": "account"}
    return {"VpcBlockPublicAccessOptions": {"AwsAccountId": account, "AwsRegion": region, **modes}}


def _defaults(value: object) -> Json:
    return {"AccountLevel": value, "Return": True}


def _modify_defaults(asked: Json) -> Json:
    """`no-preference` takes a default away, and so does -1 for the hops."""
    kept = _settings.here().setdefault("instance-metadata", {})
    kept.update({name: value for name, value in asked.items() if name != "DryRun"})
    for name in [name for name, value in kept.items() if value in ("no-preference", -1)]:
        kept.pop(name)
    return {"Return": True}


EXTENSION = Extension(
    name="ec2-account-settings",
    service="ec2",
    why="the default key of EBS, public access of snapshots, images and VPCs, and metadata defaults are unknown operations",
    operations={
        "ModifyEbsDefaultKmsKeyId": _put("ebs-key", lambda asked: asked["KmsKeyId"], _key),
        "GetEbsDefaultKmsKeyId": _get("ebs-key", "alias/aws/ebs", _key),
        "ResetEbsDefaultKmsKeyId": _put("ebs-key", lambda _: "alias/aws/ebs", _key),
        "EnableSnapshotBlockPublicAccess": _put("snapshots", lambda asked: asked["State"], _snapshots),
        "DisableSnapshotBlockPublicAccess": _put("snapshots", lambda _: "unblocked", _snapshots),
        "GetSnapshotBlockPublicAccessState": _get("snapshots", "unblocked", _snapshots),
        "EnableImageBlockPublicAccess": _put("images", lambda asked: asked["ImageBlockPublicAccessState"], _images),
        "DisableImageBlockPublicAccess": _put("images", lambda _: "unblocked", _images),
        "GetImageBlockPublicAccessState": _get("images", "unblocked", _images),
        "EnableSerialConsoleAccess": _put("console", lambda _: True, _console),
        "DisableSerialConsoleAccess": _put("console", lambda _: False, _console),
        "GetSerialConsoleAccessStatus": _get("console", False, _console),
        "ModifyVpcBlockPublicAccessOptions": _put("vpcs", lambda asked: asked["InternetGatewayBlockMode"], _access),
        "DescribeVpcBlockPublicAccessOptions": _get("vpcs", "off", _access),
        "ModifyInstanceMetadataDefaults": _modify_defaults,
        "GetInstanceMetadataDefaults": _get("instance-metadata", {}, _defaults),
    },
)
