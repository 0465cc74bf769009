"""Where a registry copies its images to. Echoes: nothing is copied."""

from __future__ import annotations

from ..extension import Extension
from ..protocol import Json
from ..tables import Table, present

_rules = Table("ecr-replication")


def _put(asked: Json) -> Json:
    _rules.here()["rules"] = asked["replicationConfiguration"]["rules"]
    return asked


def _describe(_: Json) -> Json:
    return {"registryId": present()[0], "replicationConfiguration": {"rules": _rules.here().get("rules", [])}}


EXTENSION = Extension(
    name="ecr-replication",
    service="ecr",
    why="the replication of a registry is forgotten",
    operations={"PutReplicationConfiguration": _put, "DescribeRegistry": _describe},
)
