"""A function is called by Invoke and, in vain, by a topic and asynchronously; then throttled: what its metrics say."""

from __future__ import annotations

import contextlib
import time
from typing import Any

from botocore.exceptions import ClientError
from emulator import Emulator, until
from functions_support import make_function

RIGHT = {"Invocations": 3, "Errors": 2, "Throttles": 1, "timed": 3}
WRONG = {"Invocations": 4, "Errors": 1, "Throttles": 2, "timed": 2}
CODE = "export const handler = async (event) => { if (!event.well) throw new Error('unwell'); };"


def observe(aws: Emulator) -> dict[str, int]:
    functions, sns = aws.client("lambda"), aws.client("sns")
    function = make_function(aws, "counted", CODE)
    functions.put_function_event_invoke_config(FunctionName="counted", MaximumRetryAttempts=0)
    topic = sns.create_topic(Name="counted")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="lambda", Endpoint=function)
    functions.invoke(FunctionName="counted", Payload=b'{"well": true}')
    sns.publish(TopicArn=topic, Message="m")
    functions.invoke(FunctionName="counted", InvocationType="Event")
    assert until(lambda: _ended(aws) == 3)
    functions.put_function_concurrency(FunctionName="counted", ReservedConcurrentExecutions=0)
    with contextlib.suppress(ClientError):
        functions.invoke(FunctionName="counted")
    until(lambda: _counted(aws) == RIGHT, 1)  # the log of the last run comes a moment before its count
    return _counted(aws)


def _ended(aws: Emulator) -> int:
    """Runs that the function's log tells the end of."""
    logs = aws.client("logs")
    with contextlib.suppress(logs.exceptions.ResourceNotFoundException):
        found = logs.filter_log_events(logGroupName="/aws/lambda/counted")["events"]
        return sum(event["message"].startswith("END") for event in found)
    return 0


def _counted(aws: Emulator) -> dict[str, int]:
    sums = {name: int(sum(_points(aws, name, "Sum"))) for name in ("Invocations", "Errors", "Throttles")}
    return {**sums, "timed": int(sum(_points(aws, "Duration", "SampleCount")))}


def _points(aws: Emulator, metric: str, statistic: Any) -> list[float]:
    now = time.time()
    found = aws.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/Lambda",
        MetricName=metric,
        Dimensions=[{"Name": "FunctionName", "Value": "counted"}],
        StartTime=now - 600,
        EndTime=now + 60,
        Period=60,
        Statistics=[statistic],
    )
    return [point[statistic] for point in found["Datapoints"]]
