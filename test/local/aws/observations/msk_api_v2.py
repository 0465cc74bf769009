"""A cluster described by the second API, and a configuration that goes away again."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

RIGHT = ("PROVISIONED", 2, "DELETING")
WRONG = "BadRequestException"


def observe(aws: Emulator) -> object:
    kafka = aws.client("kafka")
    nodes = {"ClientSubnets": ["subnet-a", "subnet-b"], "InstanceType": "kafka.t3.small"}
    try:
        made = kafka.create_configuration(Name="seen", KafkaVersions=["3.9.x"], ServerProperties=b"a=b\n")
        cluster = kafka.create_cluster(
            ClusterName="seen", KafkaVersion="3.9.x", NumberOfBrokerNodes=2, BrokerNodeGroupInfo=nodes
        )
        found = kafka.describe_cluster_v2(ClusterArn=cluster["ClusterArn"])["ClusterInfo"]
        kafka.delete_cluster(ClusterArn=cluster["ClusterArn"])
        gone = kafka.delete_configuration(Arn=made["Arn"])["State"]
    except ClientError as error:
        return error.response["Error"]["Code"]
    return found["ClusterType"], found["Provisioned"]["NumberOfBrokerNodes"], gone
