"""A cluster whose disks grow."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = 200
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    kafka = aws.client("kafka")
    disks = {"EbsStorageInfo": {"VolumeSize": 100}}
    nodes = {"ClientSubnets": ["subnet-a"], "InstanceType": "kafka.t3.small", "StorageInfo": disks}
    arn = kafka.create_cluster(
        ClusterName="growing", KafkaVersion="3.9.x", NumberOfBrokerNodes=1, BrokerNodeGroupInfo=nodes
    )["ClusterArn"]

    def grow() -> object:
        wanted = [{"KafkaBrokerNodeId": "ALL", "VolumeSizeGB": 200}]
        kafka.update_broker_storage(ClusterArn=arn, CurrentVersion="K1", TargetBrokerEBSVolumeInfo=wanted)
        found = kafka.describe_cluster(ClusterArn=arn)["ClusterInfo"]["BrokerNodeGroupInfo"]
        return found["StorageInfo"]["EbsStorageInfo"]["VolumeSize"]

    return told(grow)
