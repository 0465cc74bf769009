"""Who changed a security group last, and a role, which belongs to no Region; reads and messages are not told."""

from __future__ import annotations

from emulator import Emulator

USER = "arn:aws:iam::123456789012:user/intruder"
RIGHT = [
    [("AuthorizeSecurityGroupIngress", USER), ("CreateSecurityGroup", USER)],
    [("CreateRole", USER)],
    [],
    [("PutBucketVersioning", USER), ("CreateBucket", USER)],
    [("CreateQueue", USER)],
]
WRONG = [[], [], [], [], []]


def observe(aws: Emulator) -> object:
    key = {"aws_access_key_id": "intruder", "aws_secret_access_key": "any"}
    ec2 = aws.client("ec2", **key)
    group = ec2.create_security_group(GroupName="history", Description="seen")["GroupId"]
    ec2.authorize_security_group_ingress(GroupId=group, IpProtocol="tcp", FromPort=22, ToPort=22, CidrIp="0.0.0.0/0")
    ec2.describe_security_groups(GroupIds=[group])
    aws.client("iam", **key).create_role(RoleName="history", AssumeRolePolicyDocument='{"Statement": []}')
    s3 = aws.client("s3", **key)
    s3.create_bucket(Bucket="history-seen", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_versioning(Bucket="history-seen", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="history-seen", Key="data", Body=b"")
    sqs = aws.client("sqs", **key)
    sqs.send_message(QueueUrl=sqs.create_queue(QueueName="history")["QueueUrl"], MessageBody="data")
    return [
        _of(aws, group),
        _of(aws, "history", "us-east-1"),
        _of(aws, "historical"),
        _of(aws, "history-seen"),
        [one for one in _of(aws, "history") if one[0].endswith(("Queue", "Message"))],
    ]


def _of(aws: Emulator, resource: str, region: str = "eu-west-1") -> list[tuple[str, str]]:
    asked = [{"AttributeKey": "ResourceName", "AttributeValue": resource}]
    events = aws.client("cloudtrail", region).lookup_events(LookupAttributes=asked)["Events"]
    return [(one["EventName"], f"arn:aws:iam::123456789012:user/{one['Username']}") for one in events]
