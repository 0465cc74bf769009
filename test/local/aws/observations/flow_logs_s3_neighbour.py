"""A flow log that is delivered to a bucket."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

RIGHT = "arn:aws:s3:::flow-neighbour/vpc/"
WRONG = "400"


def observe(aws: Emulator) -> str:
    ec2, s3 = aws.client("ec2"), aws.client("s3")
    s3.create_bucket(Bucket="flow-neighbour", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
    try:
        made = ec2.create_flow_logs(
            ResourceIds=[vpc],
            ResourceType="VPC",
            TrafficType="ALL",
            LogDestinationType="s3",
            LogDestination="arn:aws:s3:::flow-neighbour/vpc/",
        )
    except ClientError as error:
        return error.response["Error"]["Code"]
    if made["Unsuccessful"]:
        return made["Unsuccessful"][0]["Error"]["Code"]
    return ec2.describe_flow_logs(FlowLogIds=made["FlowLogIds"])["FlowLogs"][0]["LogDestination"]
