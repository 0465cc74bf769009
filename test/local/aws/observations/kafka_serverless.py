"""A serverless cluster is there once it is made."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = "ACTIVE"
WRONG = "BadRequestException"


def observe(aws: Emulator) -> object:
    kafka = aws.client("kafka")
    wanted = {"VpcConfigs": [{"SubnetIds": ["subnet-a"]}], "ClientAuthentication": {"Sasl": {"Iam": {"Enabled": True}}}}
    made = kafka.create_cluster_v2(ClusterName="serverless", Serverless=wanted)["ClusterArn"]
    return told(lambda: kafka.describe_cluster_v2(ClusterArn=made)["ClusterInfo"]["State"])
