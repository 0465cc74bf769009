"""A listener that forwards to two groups, all of it to the first."""

from __future__ import annotations

from emulator import Emulator

RIGHT = [100, 0]
WRONG: list[int] = []


def observe(aws: Emulator) -> object:
    balancers, ec2 = aws.client("elbv2"), aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.6.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.6.1.0/24")["Subnet"]["SubnetId"]
    balancer = balancers.create_load_balancer(Name="weighted", Subnets=[subnet])["LoadBalancers"][0]["LoadBalancerArn"]
    groups = [
        balancers.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip")["TargetGroups"][0]
        for name in ("blue", "green")
    ]
    weighted = [{"TargetGroupArn": one["TargetGroupArn"], "Weight": weight} for one, weight in zip(groups, RIGHT, strict=True)]
    made = balancers.create_listener(
        LoadBalancerArn=balancer,
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": weighted}}],
    )["Listeners"][0]["ListenerArn"]
    action = balancers.describe_listeners(ListenerArns=[made])["Listeners"][0]["DefaultActions"][0]
    return [one["Weight"] for one in action.get("ForwardConfig", {}).get("TargetGroups", [])]
