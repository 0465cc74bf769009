"""A percentile alarm has no statistic; one on metric math has queries and neither metric nor period."""

from __future__ import annotations

from emulator import Emulator

RIGHT = (None, "p99", None, None, ["e", "a"])
WRONG = ("Average", "p99", "Average", 60, None)


def observe(aws: Emulator) -> tuple[object, ...]:
    cloudwatch = aws.client("cloudwatch")
    common = {"EvaluationPeriods": 1, "Threshold": 1.0, "ComparisonOperator": "GreaterThanThreshold"}
    cloudwatch.put_metric_alarm(
        AlarmName="percentile", Namespace="N", MetricName="M", ExtendedStatistic="p99", Period=60, **common
    )
    metric = {"Metric": {"Namespace": "N", "MetricName": "M"}, "Period": 60, "Stat": "Maximum"}
    queries = [{"Id": "e", "Expression": "a / 2"}, {"Id": "a", "MetricStat": metric, "ReturnData": False}]
    cloudwatch.put_metric_alarm(AlarmName="math", Metrics=queries, **common)
    alarms = cloudwatch.describe_alarms(AlarmNames=["percentile", "math"])["MetricAlarms"]
    found = {alarm["AlarmName"]: alarm for alarm in alarms}
    percentile, math = found["percentile"], found["math"]
    ids = [query["Id"] for query in math["Metrics"]] if math.get("Metrics") else None
    return percentile.get("Statistic"), percentile["ExtendedStatistic"], math.get("Statistic"), math.get("Period"), ids
