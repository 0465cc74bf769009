"""The descriptions of rules that let one group reach another, or a group reach the addresses of a prefix list."""

from __future__ import annotations

from emulator import Emulator

RIGHT = ("health checks", "endpoint")
WRONG = (None, None)


def observe(aws: Emulator) -> tuple[str | None, str | None]:
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    first, second = (
        ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"] for name in ("one", "two")
    )
    ports = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80}
    pair = {"GroupId": first, "Description": "health checks"}
    ec2.authorize_security_group_ingress(GroupId=second, IpPermissions=[{**ports, "UserIdGroupPairs": [pair]}])
    behind = {"PrefixListId": "pl-0123456789abcdef0", "Description": "endpoint"}
    ec2.authorize_security_group_egress(GroupId=first, IpPermissions=[{**ports, "PrefixListIds": [behind]}])

    def told(group: str, egress: bool) -> str | None:
        rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])
        ours = [r for r in rules["SecurityGroupRules"] if r["IsEgress"] == egress and r["IpProtocol"] == "tcp"]
        return next(r.get("Description") for r in ours)

    return told(second, False), told(first, True)
