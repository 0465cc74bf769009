"""Subnets that a network ACL names after one of two was deleted."""

from __future__ import annotations

from emulator import Emulator

RIGHT = ["10.8.1.0/24"]
WRONG = ["10.8.1.0/24", "gone"]


def observe(aws: Emulator) -> list[str]:
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    kept, gone = (
        ec2.create_subnet(VpcId=vpc, CidrBlock=block)["Subnet"] for block in ("10.8.1.0/24", "10.8.2.0/24")
    )
    ec2.delete_subnet(SubnetId=gone["SubnetId"])
    [acl] = ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"]
    blocks = {kept["SubnetId"]: kept["CidrBlock"]}
    return sorted(blocks.get(a["SubnetId"], "gone") for a in acl["Associations"])
