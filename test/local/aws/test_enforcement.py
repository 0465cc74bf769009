"""With `--enforce-iam` a request is judged by the policies of whoever signed it, functions and tasks as their roles."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from emulator import Emulator, until
from functions_support import make_function
from observing import told
from tasks_support import REGISTRY, push

WHO = "require('node:fs').writeFileSync('who', process.env.AWS_ACCESS_KEY_ID)"
LOOK = {"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}


@pytest.fixture
def aws(launch: Callable[..., Emulator]) -> Emulator:
    return launch(enforce_iam=True).start()


def _role(aws: Emulator, name: str, principal: dict[str, str], *statements: dict[str, Any]) -> str:
    iam = aws.client("iam")
    trust = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    arn = iam.create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]
    own = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=own)
    return arn


def _as(aws: Emulator, service: str, role: str) -> Any:
    """A client of somebody who assumed the role."""
    given = aws.client("sts").assume_role(RoleArn=role, RoleSessionName="one")["Credentials"]
    return aws.client(
        service,
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )


def _refuse_plain_text(aws: Emulator, bucket: str) -> None:
    """As every bucket of the platform does."""
    refuse = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": f"arn:aws:s3:::{bucket}/*"}
    condition = {"Bool": {"aws:SecureTransport": "false"}}
    policy = {"Version": "2012-10-17", "Statement": [{**refuse, "Condition": condition}]}
    aws.client("s3").put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))


def test_an_assumed_role_may_what_its_policy_allows_and_nothing_else(aws: Emulator) -> None:
    aws.client("s3").create_bucket(Bucket="judged", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    _refuse_plain_text(aws, "judged")
    write = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::judged/mine/*"}
    role = _role(aws, "writer", {"AWS": "arn:aws:iam::123456789012:root"}, write)
    s3 = _as(aws, "s3", role)
    assert s3.put_object(Bucket="judged", Key="mine/a", Body=b"a")["ETag"]
    assert told(lambda: s3.put_object(Bucket="judged", Key="theirs/a", Body=b"a")) == "AccessDenied"
    assert told(lambda: s3.get_object(Bucket="judged", Key="mine/a")) == "AccessDenied"


def test_who_may_delete_a_message_may_delete_several(aws: Emulator) -> None:
    url = aws.client("sqs").create_queue(QueueName="judged")["QueueUrl"]
    queue = "arn:aws:sqs:eu-west-1:123456789012:judged"
    delete = {"Effect": "Allow", "Action": "sqs:DeleteMessage", "Resource": queue}
    sqs = _as(aws, "sqs", _role(aws, "deleter", {"AWS": "arn:aws:iam::123456789012:root"}, delete))
    entries = [{"Id": "1", "ReceiptHandle": "old"}]
    assert told(lambda: sqs.delete_message_batch(QueueUrl=url, Entries=entries)) != "AccessDenied"
    entries = [{"Id": "1", "MessageBody": "new"}]
    assert told(lambda: sqs.send_message_batch(QueueUrl=url, Entries=entries)) == "AccessDenied"


def test_metrics_go_into_the_namespace_that_the_policy_names(aws: Emulator) -> None:
    own = {"StringEquals": {"cloudwatch:namespace": "CAP"}}
    put = {"Effect": "Allow", "Action": "cloudwatch:PutMetricData", "Resource": "*", "Condition": own}
    numbers = _as(aws, "cloudwatch", _role(aws, "measurer", {"AWS": "arn:aws:iam::123456789012:root"}, put))
    sample = [{"MetricName": "Seconds", "Value": 1.0}]
    assert numbers.put_metric_data(Namespace="CAP", MetricData=sample)["ResponseMetadata"]
    refused = told(lambda: numbers.put_metric_data(Namespace="Other", MetricData=sample))
    assert str(refused).startswith("AccessDenied")


def test_a_stranger_is_refused(aws: Emulator) -> None:
    stranger = aws.client("sqs", aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="guessed")
    with pytest.raises(ClientError):
        stranger.list_queues()


def test_a_function_has_a_key_of_its_role(aws: Emulator) -> None:
    _role(aws, "any", {"Service": "lambda.amazonaws.com"}, LOOK)
    make_function(aws, "judged", "export const handler = async () => process.env.AWS_ACCESS_KEY_ID.slice(0, 4);")
    answer = aws.client("lambda").invoke(FunctionName="judged", Payload=b"{}")
    assert json.load(answer["Payload"]) == "ASIA"


def test_a_task_is_its_role_to_aws(aws: Emulator) -> None:
    role = _role(aws, "task", {"Service": "ecs-tasks.amazonaws.com"}, LOOK)
    digest = push(aws.folder / "images", "judged", "1", {"who.cjs": WHO}, ["node", "who.cjs"])
    ecs = aws.client("ecs")
    ecs.create_cluster(clusterName="judged")
    container = {"name": "app", "image": f"{REGISTRY}/judged@{digest}", "essential": True}
    ecs.register_task_definition(family="judged", taskRoleArn=role, containerDefinitions=[container])
    ecs.run_task(cluster="judged", taskDefinition="judged", launchType="FARGATE")
    said = aws.folder / "volumes" / "who"
    assert until(lambda: _text(said).startswith("ASIA"))


def _text(file: Path) -> str:
    return file.read_text() if file.exists() else ""
