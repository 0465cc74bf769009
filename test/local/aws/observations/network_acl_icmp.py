"""Type and code of an ICMP entry of a network ACL."""

from __future__ import annotations

from emulator import Emulator

RIGHT = {"Type": 3, "Code": 4}
WRONG = None


def observe(aws: Emulator) -> dict[str, int] | None:
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
    acl = ec2.create_network_acl(VpcId=vpc)["NetworkAcl"]["NetworkAclId"]
    ec2.create_network_acl_entry(
        NetworkAclId=acl,
        RuleNumber=100,
        Protocol="1",
        RuleAction="allow",
        Egress=False,
        CidrBlock="0.0.0.0/0",
        IcmpTypeCode={"Type": 3, "Code": 4},
    )
    entries = ec2.describe_network_acls(NetworkAclIds=[acl])["NetworkAcls"][0]["Entries"]
    return next(e.get("IcmpTypeCode") for e in entries if e["RuleNumber"] == 100)
