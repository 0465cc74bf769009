"""A stream of metrics, over the query protocol that Terraform speaks."""

from __future__ import annotations

from urllib.error import HTTPError

from emulator import Emulator
from observations.cloudwatch_query import ask

RIGHT = True
WRONG = False

_STREAM = {
    "Action": "PutMetricStream",
    "Name": "seen",
    "FirehoseArn": "arn:aws:firehose:eu-west-1:123456789012:deliverystream/f",
    "RoleArn": "arn:aws:iam::123456789012:role/r",
    "OutputFormat": "json",
}


def observe(aws: Emulator) -> bool:
    try:
        return "metric-stream/seen" in ask(aws, _STREAM)
    except HTTPError:
        return False
