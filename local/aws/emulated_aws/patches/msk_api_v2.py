"""MSK as the Terraform provider asks for it.

ministack knows the first API only: DescribeClusterV2 is missing, a configuration can neither be changed nor deleted,
a described cluster has empty blocks that were never asked for, and its tags are spelt anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from types import ModuleType
from typing import Any
from urllib.parse import unquote

from ..patching import AsyncHandler, Patch, around

_V2_CLUSTER = re.compile(r"^/api/v2/clusters/(.+)$")
_PROVISIONED = (
    "BrokerNodeGroupInfo", "ClientAuthentication", "CurrentBrokerSoftwareInfo", "EncryptionInfo", "EnhancedMonitoring",
    "LoggingInfo", "NumberOfBrokerNodes", "OpenMonitoring", "ZookeeperConnectString", "ZookeeperConnectStringTls",
)


def _apply(msk: ModuleType) -> None:
    @around(msk, "_camelize")
    def camelize(original: Callable[[Any], Any], value: Any) -> Any:
        answer = original(value)
        if isinstance(value, dict) and isinstance(value.get("Tags"), dict):
            answer["tags"] = value["Tags"]  # names of the owner's, not of the API's
        return answer

    @around(msk, "_create_cluster")
    def create(original: Callable[[bytes], Any], body: bytes) -> Any:
        answer = original(body)
        if answer[0] < 300:
            arn = json.loads(answer[2])["clusterArn"]
            _complete(msk._clusters[arn], json.loads(body))
        return answer

    @around(msk, "handle_request")
    async def handle(
        original: AsyncHandler, method: str, path: str, headers: dict[str, str], body: bytes, query: Any
    ) -> Any:
        if method == "GET" and (found := _V2_CLUSTER.match(path)):
            return _describe_v2(msk, unquote(found.group(1)))
        if method in ("GET", "DELETE", "PUT") and (found := msk._CONFIG_RE.match(path)):
            arn = unquote(found.group(1))
            if "/revisions" not in path and arn not in msk._configurations:
                return msk._bad_request("Configuration ARN does not exist.")
            if method != "GET":
                return _change_configuration(msk, method, arn, body)
        if method == "GET" and path == "/api/v2/clusters":
            return msk._json({"ClusterInfoList": [_as_v2(cluster) for cluster in msk._clusters.values()]})
        return await original(method, path, headers, body, query)


def _complete(cluster: dict[str, Any], asked: dict[str, Any]) -> None:
    """What AWS fills in, and what it leaves out because it was not asked for."""
    nodes = cluster["BrokerNodeGroupInfo"]
    nodes.setdefault("brokerAZDistribution", "DEFAULT")
    nodes.setdefault("connectivityInfo", {"publicAccess": {"type": "DISABLED"}})
    cluster["StorageMode"] = asked.get("storageMode", "LOCAL")
    for name in ("ClientAuthentication", "OpenMonitoring", "LoggingInfo", "EncryptionInfo"):
        if not cluster[name]:
            cluster.pop(name)
    software = cluster["CurrentBrokerSoftwareInfo"]
    for name in [name for name, value in software.items() if value is None]:
        software.pop(name)


def _as_v2(cluster: dict[str, Any]) -> dict[str, Any]:
    provisioned = {name: cluster[name] for name in (*_PROVISIONED, "StorageMode") if name in cluster}
    common = {name: cluster[name] for name in ("ClusterArn", "ClusterName", "CreationTime", "CurrentVersion", "State")}
    return {**common, "ClusterType": "PROVISIONED", "Tags": cluster["Tags"], "Provisioned": provisioned}


def _describe_v2(msk: ModuleType, arn: str) -> Any:
    refused = msk._validate_existing_cluster_arn(arn)
    return refused or msk._json({"ClusterInfo": _as_v2(msk._clusters[arn])})


def _change_configuration(msk: ModuleType, method: str, arn: str, body: bytes) -> Any:
    refused = msk._validate_existing_configuration_arn(arn)
    if refused:
        return refused
    if method == "DELETE":
        msk._configurations.pop(arn)
        msk._config_revisions.pop(arn, None)
        return msk._json({"Arn": arn, "State": "DELETING"})
    return _add_revision(msk, arn, json.loads(body))


def _add_revision(msk: ModuleType, arn: str, asked: dict[str, Any]) -> Any:
    revisions = msk._config_revisions[arn]
    added = {
        "Revision": len(revisions) + 1,
        "CreationTime": msk._now_iso(),
        "Description": asked.get("description", ""),
        "ServerProperties": asked["serverProperties"],
    }
    revisions.append(added)
    latest = {name: added[name] for name in ("Revision", "CreationTime", "Description")}
    msk._configurations[arn]["LatestRevision"] = latest
    return msk._json({"Arn": arn, "LatestRevision": latest})


PATCH = Patch(
    name="msk-api-v2",
    module="ministack.services.msk",
    why="DescribeClusterV2 and ListClustersV2 are missing, a configuration cannot be deleted, tags are spelt anew",
    apply=_apply,
)
