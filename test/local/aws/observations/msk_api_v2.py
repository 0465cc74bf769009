"""The tags of a cluster, the cluster described by the second API, and a configuration that goes away again."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

RIGHT = ({"CostCenter": "Ops"}, "PROVISIONED", 2, "DELETING")
WRONG = ({"costCenter": "Ops"}, "UnsupportedOperationException")


def observe(aws: Emulator) -> object:
    kafka = aws.client("kafka")
    nodes = {"ClientSubnets": ["subnet-a", "subnet-b"], "InstanceType": "kafka.t3.small"}
    configuration = kafka.create_configuration(Name="seen", KafkaVersions=["3.9.x"], ServerProperties=b"a=b\n")["Arn"]
    cluster = kafka.create_cluster(
        ClusterName="seen",
        KafkaVersion="3.9.x",
        NumberOfBrokerNodes=2,
        BrokerNodeGroupInfo=nodes,
        Tags={"CostCenter": "Ops"},
    )["ClusterArn"]
    tags = kafka.describe_cluster(ClusterArn=cluster)["ClusterInfo"]["Tags"]
    try:
        found = kafka.describe_cluster_v2(ClusterArn=cluster)["ClusterInfo"]
        kafka.delete_cluster(ClusterArn=cluster)
        gone = kafka.delete_configuration(Arn=configuration)["State"]
    except ClientError as error:
        return tags, error.response["Error"]["Code"]
    return tags, found["ClusterType"], found["Provisioned"]["NumberOfBrokerNodes"], gone
