"""What really happens between services: notifications, fan-out, schedules, alarms, conditional writes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from botocore.exceptions import ClientError
from emulated_aws.store import StateStore
from emulator import Emulator, until
from functions_support import make_function

ANYONE = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}


def make_queue(aws: Emulator, name: str) -> tuple[str, str]:
    """URL and ARN of a queue that anyone may send to."""
    sqs = aws.client("sqs")
    url = sqs.create_queue(QueueName=name, Attributes={"Policy": json.dumps(ANYONE)})["QueueUrl"]
    return url, sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def make_bucket(aws: Emulator, name: str) -> Any:
    """An S3 client; the bucket exists."""
    s3 = aws.client("s3")
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return s3


def received(aws: Emulator, url: str) -> list[str]:
    """Bodies of what waits in a queue, within a long poll of a second."""
    messages = aws.client("sqs").receive_message(QueueUrl=url, WaitTimeSeconds=1, MaxNumberOfMessages=10)
    return [message["Body"] for message in messages.get("Messages", [])]


def test_an_object_put_is_notified_to_a_queue(aws: Emulator) -> None:
    s3 = make_bucket(aws, "notifies")
    url, arn = make_queue(aws, "notified")
    s3.put_bucket_notification_configuration(
        Bucket="notifies",
        NotificationConfiguration={"QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]},
    )
    s3.put_object(Bucket="notifies", Key="a b/ü.json", Body=b"x")
    records = [json.loads(body).get("Records", [{}])[0] for body in until(lambda: _real(received(aws, url)))]
    assert records[0]["s3"]["object"]["key"] == "a+b/%C3%BC.json"


def _real(bodies: list[str]) -> list[str]:
    return [body for body in bodies if "s3:TestEvent" not in body]


def test_a_failed_write_is_not_notified(aws: Emulator) -> None:
    s3 = make_bucket(aws, "notifies-failure")
    url, arn = make_queue(aws, "notified-failure")
    s3.put_bucket_notification_configuration(
        Bucket="notifies-failure",
        NotificationConfiguration={"QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]},
    )
    (aws.folder / "objects/123456789012/notifies-failure/bad.tmp").mkdir()
    try:
        s3.put_object(Bucket="notifies-failure", Key="bad", Body=b"x")
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 500
    s3.put_object(Bucket="notifies-failure", Key="good", Body=b"x")
    bodies = until(lambda: _real(received(aws, url)))
    assert [json.loads(body)["Records"][0]["s3"]["object"]["key"] for body in bodies] == ["good"]


def test_of_many_conditional_writers_exactly_one_wins(aws: Emulator) -> None:
    make_bucket(aws, "conditional")

    def put(number: int) -> int:
        try:
            aws.client("s3").put_object(Bucket="conditional", Key="claim", Body=str(number).encode(), IfNoneMatch="*")
        except ClientError as error:
            return error.response["ResponseMetadata"]["HTTPStatusCode"]
        return 200

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(put, range(24)))
    assert sorted(answers) == [200] + [412] * 23
    winner = aws.client("s3").get_object(Bucket="conditional", Key="claim")["Body"].read()
    assert answers[int(winner)] == 200


def test_a_conditional_claim_survives_kill_9_without_a_save(launch: Callable[..., Emulator]) -> None:
    emulator = launch().start()
    make_bucket(emulator, "claims").put_object(Bucket="claims", Key="claim", Body=b"1", IfNoneMatch="*")
    emulator.page("/_cap/save", "POST")
    emulator.client("s3").put_object(Bucket="claims", Key="later", Body=b"2", IfNoneMatch="*")
    emulator.kill()
    s3 = emulator.start().client("s3")
    for key in ("claim", "later"):
        try:
            s3.put_object(Bucket="claims", Key=key, Body=b"again", IfNoneMatch="*")
        except ClientError as error:
            assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 412
        assert s3.get_object(Bucket="claims", Key=key)["Body"].read() in (b"1", b"2")


def test_a_topic_reaches_a_queue_and_a_function(aws: Emulator) -> None:
    url, arn = make_queue(aws, "fan-out")
    answered, _ = make_queue(aws, "fan-out-answer")
    sns = aws.client("sns")
    topic = sns.create_topic(Name="fan-out")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    function = make_function(aws, "fan-out", _forwards_to(aws, answered))
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=function)
    sns.publish(TopicArn=topic, Message="hello")
    assert until(lambda: received(aws, url)) == ["hello"]
    assert "hello" in until(lambda: received(aws, answered))[0]


def _forwards_to(aws: Emulator, url: str) -> str:
    """A function without an SDK: the query protocol of SQS is one POST."""
    return f"""export const handler = async (event) => {{
      const message = {{ Action: "SendMessage", QueueUrl: "{url}", MessageBody: JSON.stringify(event) }};
      const body = new URLSearchParams(message);
      await fetch("http://127.0.0.1:{aws.port}/", {{ method: "POST", body }});
    }};"""


def test_a_schedule_invokes_a_function(launch: Callable[..., Emulator]) -> None:
    """A rule that was saved a minute ago is due at once: its rate counts from its creation, also across a restart."""
    emulator = launch().start()
    url, _ = make_queue(emulator, "scheduled")
    function = make_function(emulator, "scheduled", _forwards_to(emulator, url))
    events = emulator.client("events")
    events.put_rule(Name="often", ScheduleExpression="rate(1 minute)")
    events.put_targets(Rule="often", Targets=[{"Id": "f", "Arn": function}])
    emulator.stop()
    _make_rules_older(emulator, 61)
    emulator.start()
    assert "Scheduled Event" in until(lambda: received(emulator, url))[0]


def _make_rules_older(emulator: Emulator, seconds: float) -> None:
    store = StateStore(emulator.folder / "state")
    body = store.read("ministack/eventbridge") or b""
    older, count = re.subn(
        rb'("CreationTime": )([\d.]+)', lambda found: b"%s%f" % (found[1], float(found[2]) - seconds), body
    )
    assert count, body
    store.write({"ministack/eventbridge": older})
    store.close()


def alarm_queue(aws: Emulator, name: str, metric: str, dimension: str, statistic: str) -> str:
    """URL of a queue that is told when an AWS metric (`AWS/SQS/...`) of `name` is above zero."""
    url, arn = make_queue(aws, f"{name}-alarmed")
    sns = aws.client("sns")
    topic = sns.create_topic(Name=f"{name}-alarmed")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
    namespace, _, metric_name = metric.rpartition("/")
    aws.client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        Namespace=namespace,
        MetricName=metric_name,
        Dimensions=[{"Name": dimension, "Value": name}],
        Statistic=statistic,
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=[topic],
    )
    return url


def test_a_dead_letter_alarm_is_published(aws: Emulator) -> None:
    dead, _ = make_queue(aws, "dead-letters")
    url = alarm_queue(aws, "dead-letters", "AWS/SQS/ApproximateNumberOfMessagesVisible", "QueueName", "Maximum")
    aws.client("sqs").send_message(QueueUrl=dead, MessageBody="m")
    told = json.loads(until(lambda: received(aws, url))[0])
    assert (told["AlarmName"], told["NewStateValue"]) == ("dead-letters", "ALARM")


def test_an_alarm_on_a_function_that_a_topic_invokes_in_vain_is_published(aws: Emulator) -> None:
    function = make_function(aws, "failing", "export const handler = async () => { throw new Error('no'); };")
    url = alarm_queue(aws, "failing", "AWS/Lambda/Errors", "FunctionName", "Sum")
    sns = aws.client("sns")
    topic = sns.create_topic(Name="failing")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=function)
    sns.publish(TopicArn=topic, Message="m")
    told = json.loads(until(lambda: received(aws, url))[0])
    assert (told["AlarmName"], told["NewStateValue"]) == ("failing", "ALARM")
