"""Settings of a whole ECR registry, which ministack does not know. Echoes: nothing is scanned."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from ..patching import Patch, saved_table
from . import json_operations

_SCANNING = "scanning"
_POLICY = "policy"


def _apply(ecr: ModuleType) -> None:
    settings = saved_table(ecr, "registry_settings")

    def put_scanning(asked: dict[str, Any]) -> dict[str, Any]:
        settings[_SCANNING] = {"scanType": asked.get("scanType", "BASIC"), "rules": asked.get("rules", [])}
        return {"registryScanningConfiguration": settings[_SCANNING]}

    def get_scanning(_: dict[str, Any]) -> dict[str, Any]:
        found = settings.get(_SCANNING, {"scanType": "BASIC", "rules": []})
        return {"registryId": ecr._registry_id(), "scanningConfiguration": found}

    def put_policy(asked: dict[str, Any]) -> dict[str, Any]:
        settings[_POLICY] = asked["policyText"]
        return get_policy({})

    def get_policy(_: dict[str, Any]) -> dict[str, Any]:
        if _POLICY not in settings:
            raise json_operations.Refusal("RegistryPolicyNotFoundException", "Registry policy does not exist")
        return {"registryId": ecr._registry_id(), "policyText": settings[_POLICY]}

    def delete_policy(_: dict[str, Any]) -> dict[str, Any]:
        found = get_policy({})
        settings.pop(_POLICY)
        return found

    json_operations.add(
        ecr,
        {
            "PutRegistryScanningConfiguration": put_scanning,
            "GetRegistryScanningConfiguration": get_scanning,
            "PutRegistryPolicy": put_policy,
            "GetRegistryPolicy": get_policy,
            "DeleteRegistryPolicy": delete_policy,
        },
    )


PATCH = Patch(
    name="ecr-registry",
    module="ministack.services.ecr",
    why="the registry's scanning configuration and policy are unknown operations",
    apply=_apply,
)
