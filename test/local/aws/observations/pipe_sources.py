"""A pipe that takes five messages at a time."""

from __future__ import annotations

from emulator import Emulator

RIGHT = 5
WRONG = None


def observe(aws: Emulator) -> object:
    pipes, sqs = aws.client("pipes"), aws.client("sqs")
    for name in ("pipe-from", "pipe-to"):
        sqs.create_queue(QueueName=name)
    pipes.create_pipe(
        Name="seen",
        RoleArn="arn:aws:iam::123456789012:role/pipe",
        Source="arn:aws:sqs:eu-west-1:123456789012:pipe-from",
        Target="arn:aws:sqs:eu-west-1:123456789012:pipe-to",
        SourceParameters={"SqsQueueParameters": {"BatchSize": 5}},
    )
    told = pipes.describe_pipe(Name="seen").get("SourceParameters") or {}
    return told.get("SqsQueueParameters", {}).get("BatchSize")
