"""The description of a rule that lets one group reach another."""

from __future__ import annotations

from emulator import Emulator

RIGHT = "health checks"
WRONG = None


def observe(aws: Emulator) -> str | None:
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    first, second = (
        ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"] for name in ("one", "two")
    )
    pair = {"GroupId": first, "Description": "health checks"}
    permission = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [pair]}
    ec2.authorize_security_group_ingress(GroupId=second, IpPermissions=[permission])
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [second]}])
    return next(r.get("Description") for r in rules["SecurityGroupRules"] if not r["IsEgress"])
