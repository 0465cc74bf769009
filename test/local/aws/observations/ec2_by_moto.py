"""EC2 by moto: the role of a flow log and the groups of an interface endpoint are what was asked for."""

from __future__ import annotations

from emulator import Emulator

ROLE = "arn:aws:iam::123456789012:role/flow"
RIGHT = (ROLE, 1, True)
WRONG = (None, 0, None)


def observe(aws: Emulator) -> tuple[object, ...]:
    ec2 = aws.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
    group = ec2.create_security_group(GroupName="seen", Description="seen", VpcId=vpc)["GroupId"]
    flow = ec2.create_flow_logs(
        ResourceIds=[vpc],
        ResourceType="VPC",
        TrafficType="ALL",
        LogGroupName="flow",
        DeliverLogsPermissionArn=ROLE,
    )["FlowLogIds"]
    endpoint = ec2.create_vpc_endpoint(
        VpcEndpointType="Interface",
        VpcId=vpc,
        ServiceName="com.amazonaws.eu-west-1.sqs",
        SubnetIds=[subnet],
        SecurityGroupIds=[group],
        PrivateDnsEnabled=True,
    )["VpcEndpoint"]["VpcEndpointId"]
    log = ec2.describe_flow_logs(FlowLogIds=flow)["FlowLogs"][0]
    found = ec2.describe_vpc_endpoints(VpcEndpointIds=[endpoint])["VpcEndpoints"][0]
    return log.get("DeliverLogsPermissionArn"), len(found.get("Groups", [])), found.get("PrivateDnsEnabled")
