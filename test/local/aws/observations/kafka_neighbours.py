"""Who else may use a cluster."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = "{}"
WRONG = "BadRequestException"


def observe(aws: Emulator) -> object:
    kafka = aws.client("kafka")
    arn = "arn:aws:kafka:eu-west-1:123456789012:cluster/shared/1"

    def share() -> object:
        kafka.put_cluster_policy(ClusterArn=arn, Policy="{}")
        return kafka.get_cluster_policy(ClusterArn=arn)["Policy"]

    return told(share)
