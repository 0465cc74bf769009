"""Changes of an MSK cluster: they are done at once. Echoes: a broker that runs keeps its size and its settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..extension import Extension, Handler
from ..kind import new_id
from ..protocol import Json
from ..refusals import Refusal
from ..tables import Table

_operations = Table("kafka-cluster-operations")


def _change(change: Callable[[Json, Json], None]) -> Handler:
    def update(asked: Json) -> Json:
        from ministack.services import msk

        cluster = msk._clusters.get(asked["ClusterArn"])
        if cluster is None:
            raise Refusal("NotFoundException", f"{asked['ClusterArn']} does not exist")
        change(cluster, asked)
        cluster["CurrentVersion"] = "K" + new_id().replace("-", "")[:13].upper()
        made = asked["ClusterArn"].replace(":cluster/", ":cluster-operation/") + f"/{new_id()}"
        _operations.here()[made] = asked["ClusterArn"]
        return {"ClusterArn": asked["ClusterArn"], "ClusterOperationArn": made}

    return update


def _kept(names: dict[str, str]) -> Callable[[Json, Json], None]:
    """Members that the cluster has as they were asked, under their own name or another."""

    def change(cluster: Json, asked: Json) -> None:
        cluster.update({name: _spelt(asked[member]) for member, name in names.items() if member in asked})

    return change


def _nodes(change: Callable[[Json, Json], None]) -> Callable[[Json, Json], None]:
    return lambda cluster, asked: change(cluster["BrokerNodeGroupInfo"], asked)


def _configuration(cluster: Json, asked: Json) -> None:
    if wanted := asked.get("ConfigurationInfo"):
        told = {"ConfigurationArn": wanted["Arn"], "ConfigurationRevision": wanted["Revision"]}
        cluster["CurrentBrokerSoftwareInfo"].update(told)


def _version(cluster: Json, asked: Json) -> None:
    cluster["CurrentBrokerSoftwareInfo"]["KafkaVersion"] = asked["TargetKafkaVersion"]
    _configuration(cluster, asked)


def _size(nodes: Json, asked: Json) -> None:
    wanted = asked["TargetBrokerEBSVolumeInfo"][0]
    nodes.setdefault("storageInfo", {}).setdefault("ebsStorageInfo", {})["volumeSize"] = wanted["VolumeSizeGB"]


def _connectivity(nodes: Json, asked: Json) -> None:
    nodes["connectivityInfo"] = {**nodes.get("connectivityInfo", {}), **_spelt(asked["ConnectivityInfo"])}


def _spelt(value: Any) -> Any:
    """Members as the service's JSON spells them: what ministack keeps of a creation is spelt so."""
    if isinstance(value, dict):
        return {name[:1].lower() + name[1:]: _spelt(item) for name, item in value.items()}
    return [_spelt(item) for item in value] if isinstance(value, list) else value


def _operation(asked: Json) -> Json:
    made = asked["ClusterOperationArn"]
    if made not in _operations.here():
        raise Refusal("NotFoundException", f"{made} does not exist")
    return {
        "ClusterOperationInfo": {
            "ClusterArn": _operations.here()[made],
            "OperationArn": made,
            "OperationState": "UPDATE_COMPLETE",
        }
    }


EXTENSION = Extension(
    name="kafka-updates",
    service="kafka",
    why="a cluster cannot be changed once it is there",
    operations={
        "UpdateBrokerCount": _change(_kept({"TargetNumberOfBrokerNodes": "NumberOfBrokerNodes"})),
        "UpdateBrokerStorage": _change(_nodes(_size)),
        "UpdateBrokerType": _change(_nodes(lambda nodes, asked: nodes.update(instanceType=asked["TargetInstanceType"]))),
        "UpdateClusterConfiguration": _change(_configuration),
        "UpdateClusterKafkaVersion": _change(_version),
        "UpdateConnectivity": _change(_nodes(_connectivity)),
        "UpdateMonitoring": _change(
            _kept({name: name for name in ("EnhancedMonitoring", "OpenMonitoring", "LoggingInfo")})
        ),
        "UpdateSecurity": _change(_kept({name: name for name in ("ClientAuthentication", "EncryptionInfo")})),
        "UpdateStorage": _change(_kept({"StorageMode": "StorageMode"})),
        "DescribeClusterOperation": _operation,
        "DescribeClusterOperationV2": _operation,
    },
)
