"""A message in a queue trips an alarm on the queue's depth."""

from __future__ import annotations

from emulator import Emulator, until

RIGHT = "ALARM"
WRONG = "INSUFFICIENT_DATA"


def observe(aws: Emulator) -> str:
    sqs, cloudwatch = aws.client("sqs"), aws.client("cloudwatch")
    url = sqs.create_queue(QueueName="depth")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="m")
    cloudwatch.put_metric_alarm(
        AlarmName="depth",
        Namespace="AWS/SQS",
        MetricName="ApproximateNumberOfMessagesVisible",
        Dimensions=[{"Name": "QueueName", "Value": "depth"}],
        Statistic="Maximum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0.0,
        ComparisonOperator="GreaterThanThreshold",
    )

    def state() -> str:
        return cloudwatch.describe_alarms(AlarmNames=["depth"])["MetricAlarms"][0]["StateValue"]

    until(lambda: state() == "ALARM", 8)
    return state()
