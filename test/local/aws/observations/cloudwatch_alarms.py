"""An alarm looks at its own dimensions only, and comes back when data stops and missing data is fine."""

from __future__ import annotations

from emulator import Emulator, until

RIGHT = ("quiet stays", "OK", "ALARM")
WRONG = ("trips on a neighbour", "ALARM", "INSUFFICIENT_DATA")

_COMMON = {
    "Namespace": "Alarms",
    "MetricName": "Depth",
    "Statistic": "Maximum",
    "Period": 2,
    "EvaluationPeriods": 1,
    "Threshold": 0.0,
    "ComparisonOperator": "GreaterThanThreshold",
}


def observe(aws: Emulator) -> tuple[str, str, str]:
    cloudwatch = aws.client("cloudwatch")
    for name in ("noisy", "quiet"):
        cloudwatch.put_metric_alarm(
            AlarmName=name, TreatMissingData="notBreaching", Dimensions=[{"Name": "Queue", "Value": name}], **_COMMON
        )
    cloudwatch.put_metric_alarm(
        AlarmName="silence", TreatMissingData="breaching", **{**_COMMON, "MetricName": "Heartbeat"}
    )
    cloudwatch.put_metric_data(
        Namespace="Alarms",
        MetricData=[{"MetricName": "Depth", "Dimensions": [{"Name": "Queue", "Value": "noisy"}], "Value": 1}],
    )

    def state(name: str) -> str:
        return cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["StateValue"]

    assert until(lambda: state("noisy") == "ALARM", 10)
    neighbour = "trips on a neighbour" if state("quiet") == "ALARM" else "quiet stays"
    until(lambda: state("noisy") == "OK", 10)
    return neighbour, state("noisy"), state("silence")
