"""The key of a replica: each Region encrypts with a key of its own, and ministack copies that of the first."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around

Json = dict[str, Any]


def _apply(dynamodb: ModuleType) -> None:
    def replica(region: str, name: str) -> Any:
        return dynamodb._tables.get_scoped(dynamodb.get_account_id(), region, name)

    @around(dynamodb, "_apply_replica_updates")
    def update(original: Callable[..., Any], name: str, table: Json, updates: list[Json]) -> Any:
        refused = original(name, table, updates)
        for change in [] if refused else updates:
            wanted = change.get("Create") or change.get("Update") or {}
            if (key := wanted.get("KMSMasterKeyId")) and (made := replica(wanted["RegionName"], name)):
                made["SSEDescription"] = {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": key}
        return refused

    @around(dynamodb, "_table_description")
    def describe(original: Callable[[str], Json], name: str) -> Json:
        told = original(name)
        for other in told.get("Replicas", []):
            key = ((replica(other["RegionName"], name) or {}).get("SSEDescription") or {}).get("KMSMasterKeyArn")
            other.update({"KMSMasterKeyId": key} if key else {})
        return told


PATCH = Patch(
    name="dynamodb-replica-keys",
    module="ministack.services.dynamodb",
    why="a replica tells the key of the first Region, and Terraform makes it anew with every apply",
    apply=_apply,
)
