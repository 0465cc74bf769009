"""What stands beside MSK clusters: their policies, connections from other VPCs, replicators. Echoes: nothing is copied."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..tagging import Tagging

_MISSING = "NotFoundException"
_tags = Tagging("kafka-neighbour-tags", arn="EchoArn")


def _connection(item: Json) -> Json:
    made = arn("kafka", f"vpc-connection/{arn('', '').split(':')[4]}/{item['TargetClusterArn'].split('/')[1]}/{new_id()}")
    return {"Arn": made, "EchoArn": made, "VpcConnectionArn": made, "State": "AVAILABLE", "CreationTime": now(),
            "Subnets": item["ClientSubnets"]}


def _replicator(item: Json) -> Json:
    made = arn("kafka", f"replicator/{item['ReplicatorName']}/{new_id()}-4")
    alias = {one["AmazonMskCluster"]["MskClusterArn"]: one["AmazonMskCluster"]["MskClusterArn"].split("/")[1]
             for one in item["KafkaClusters"]}
    return {
        "ReplicatorArn": made,
        "EchoArn": made,
        "ReplicatorState": "RUNNING",
        "CurrentVersion": "K1",
        "CreationTime": now(),
        "ReplicatorDescription": item.get("Description", ""),
        "KafkaClusters": [
            {**one, "KafkaClusterAlias": alias[one["AmazonMskCluster"]["MskClusterArn"]]} for one in item["KafkaClusters"]
        ],
        "ReplicationInfoList": [
            {
                **one,
                "SourceKafkaClusterAlias": alias[one["SourceKafkaClusterArn"]],
                "TargetKafkaClusterAlias": alias[one["TargetKafkaClusterArn"]],
            }
            for one in item["ReplicationInfoList"]
        ],
    }


_policies = Kind("kafka-policies", ("ClusterArn",), _MISSING, made=lambda _: {"CurrentVersion": "K1"})
_connections = Kind("kafka-vpc-connections", ("Arn",), _MISSING, made=_connection, tagging=_tags)
_replicators = Kind("kafka-replicators", ("ReplicatorArn",), _MISSING, made=_replicator, tagging=_tags)

EXTENSION = Extension(
    name="kafka-neighbours",
    service="kafka",
    why="policies of clusters, VPC connections and replicators are unknown operations",
    operations={
        "PutClusterPolicy": _policies.create,
        "GetClusterPolicy": _policies.read,
        "DeleteClusterPolicy": _policies.delete,
        "CreateVpcConnection": _connections.create,
        "DescribeVpcConnection": _connections.read,
        "DeleteVpcConnection": _connections.delete,
        "ListVpcConnections": _connections.listed("VpcConnections"),
        "CreateReplicator": _replicators.create,
        "DescribeReplicator": _replicators.read,
        "UpdateReplicationInfo": _replicators.read,
        "DeleteReplicator": _replicators.delete,
        "ListReplicators": _replicators.listed("Replicators"),
        **_tags.operations(),
    },
)
