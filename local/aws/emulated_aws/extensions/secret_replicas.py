"""Copies of a secret in other Regions, as Terraform reads them back. Echoes: the copies hold nothing."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..protocol import Json
from ..tables import Table

_replicas = Table("secret-replicas")


def _add(name: str, regions: list[Json]) -> list[Json]:
    kept = _replicas.here().setdefault(name, {})
    for one in regions:
        kept[one["Region"]] = {**one, "Status": "InSync", "StatusMessage": ""}
    return list(kept.values())


async def _create(asked: Json, ask: Ask) -> Json:
    regions = asked.get("AddReplicaRegions", [])
    answer = await ask({name: value for name, value in asked.items() if name != "AddReplicaRegions"})
    return {**answer, "ReplicationStatus": _add(answer["ARN"], regions)} if regions else answer


async def _describe(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    if kept := _replicas.here().get(answer["ARN"]):
        answer.update(ReplicationStatus=list(kept.values()), PrimaryRegion=answer["ARN"].split(":")[3])
    return answer


def _replicate(asked: Json) -> Json:
    return {"ARN": asked["SecretId"], "ReplicationStatus": _add(asked["SecretId"], asked["AddReplicaRegions"])}


def _remove(asked: Json) -> Json:
    kept = _replicas.here().get(asked["SecretId"], {})
    for region in asked["RemoveReplicaRegions"]:
        kept.pop(region, None)
    return {"ARN": asked["SecretId"], "ReplicationStatus": list(kept.values())}


EXTENSION = Extension(
    name="secret-replicas",
    service="secretsmanager",
    why="copies of a secret in other Regions are forgotten",
    operations={
        "CreateSecret": _create,
        "DescribeSecret": _describe,
        "ReplicateSecretToRegions": _replicate,
        "RemoveRegionsFromReplication": _remove,
    },
)
