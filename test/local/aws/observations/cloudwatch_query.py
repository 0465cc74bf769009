"""An alarm, put and described by the query protocol: the Terraform provider's."""

from __future__ import annotations

import re
import urllib.parse
import urllib.request

from emulator import Emulator

RIGHT = ("60", "Maximum", "QueueName", "arn:aws:sns:eu-west-1:123456789012:t", "notBreaching")
WRONG = (None, None, None, None, None)

_ALARM = {
    "Action": "PutMetricAlarm",
    "AlarmName": "by-query",
    "Namespace": "Seen",
    "MetricName": "Depth",
    "Statistic": "Maximum",
    "Period": "60",
    "EvaluationPeriods": "1",
    "Threshold": "1",
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "notBreaching",
    "Dimensions.member.1.Name": "QueueName",
    "Dimensions.member.1.Value": "q",
    "AlarmActions.member.1": "arn:aws:sns:eu-west-1:123456789012:t",
}


def observe(aws: Emulator) -> tuple[str | None, ...]:
    ask(aws, _ALARM)
    answer = ask(aws, {"Action": "DescribeAlarms", "AlarmNames.member.1": "by-query"})
    patterns = ("Period", "Statistic", "Dimensions><member><Name", "AlarmActions><member", "TreatMissingData")
    found = [re.search(f"<{name}>([^<]*)<", answer) for name in patterns]
    return tuple(match.group(1) if match else None for match in found)


def ask(aws: Emulator, form: dict[str, str]) -> str:
    """The answer to a form; what is wrong comes as an answer too."""
    scope = "test/20260101/eu-west-1/monitoring/aws4_request"
    signed = f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Authorization": signed}
    body = urllib.parse.urlencode({**form, "Version": "2010-08-01"}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{aws.port}/", body, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return re.sub(r">\s+<", "><", answer.read().decode())
