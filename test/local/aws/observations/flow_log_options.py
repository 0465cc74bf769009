"""A flow log that is written as Parquet, a folder per hour."""

from __future__ import annotations

from emulator import Emulator

RIGHT = ("parquet", True)
WRONG = (None, None)


def observe(aws: Emulator) -> object:
    ec2, s3 = aws.client("ec2"), aws.client("s3")
    s3.create_bucket(Bucket="flow-options", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    vpc = ec2.create_vpc(CidrBlock="10.5.0.0/16")["Vpc"]["VpcId"]
    made = ec2.create_flow_logs(
        ResourceIds=[vpc],
        ResourceType="VPC",
        TrafficType="ALL",
        LogDestinationType="s3",
        LogDestination="arn:aws:s3:::flow-options/vpc/",
        DestinationOptions={"FileFormat": "parquet", "HiveCompatiblePartitions": True, "PerHourPartition": True},
    )["FlowLogIds"]
    told = ec2.describe_flow_logs(FlowLogIds=made)["FlowLogs"][0].get("DestinationOptions", {})
    return told.get("FileFormat"), told.get("PerHourPartition")
