"""Which services AWS Backup may back up here, and whether across accounts. Echoes."""

from __future__ import annotations

from ..extension import Extension
from ..protocol import Json
from ..tables import Table

_region = Table("backup-region-settings")
_global = Table("backup-global-settings")


def _update_region(asked: Json) -> Json:
    for name, values in asked.items():
        _region.here().setdefault(name, {}).update(values)
    return {}


def _describe_region(_: Json) -> Json:
    kept = _region.here()
    return {name: kept.get(name, {}) for name in ("ResourceTypeOptInPreference", "ResourceTypeManagementPreference")}


def _update_global(asked: Json) -> Json:
    _global.here().update(asked["GlobalSettings"])
    return {}


def _describe_global(_: Json) -> Json:
    return {"GlobalSettings": {"isCrossAccountBackupEnabled": "false", **_global.here()}}


EXTENSION = Extension(
    name="backup-settings",
    service="backup",
    why="the settings of AWS Backup in an account and Region are unknown operations",
    operations={
        "UpdateRegionSettings": _update_region,
        "DescribeRegionSettings": _describe_region,
        "UpdateGlobalSettings": _update_global,
        "DescribeGlobalSettings": _describe_global,
    },
)
