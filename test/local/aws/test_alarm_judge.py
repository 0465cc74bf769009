"""How an alarm's state follows from its values: a table."""

from __future__ import annotations

import pytest
from emulated_aws.patches.cloudwatch_alarms import judge

ABOVE_ONE = {"ComparisonOperator": "GreaterThanThreshold", "Threshold": 1.0}


@pytest.mark.parametrize(
    ("alarm", "values", "state"),
    [
        ({}, [2.0], "ALARM"),
        ({}, [1.0], "OK"),
        ({}, [2.0, 1.0], "OK"),
        ({"DatapointsToAlarm": 1}, [2.0, 1.0], "ALARM"),
        ({"DatapointsToAlarm": 2}, [2.0, 1.0, 3.0], "ALARM"),
        ({}, [None], "INSUFFICIENT_DATA"),
        ({"TreatMissingData": "notBreaching"}, [None], "OK"),
        ({"TreatMissingData": "breaching"}, [None], "ALARM"),
        ({"TreatMissingData": "breaching"}, [None, 2.0], "ALARM"),
        ({"TreatMissingData": "notBreaching"}, [None, 2.0], "OK"),
        ({"TreatMissingData": "notBreaching", "DatapointsToAlarm": 1}, [None, 2.0], "ALARM"),
        ({"ComparisonOperator": "LessThanThreshold"}, [0.5], "ALARM"),
    ],
)
def test_state(alarm: dict[str, object], values: list[float | None], state: str) -> None:
    verdict = judge({**ABOVE_ONE, **alarm}, values)
    assert verdict is not None
    assert verdict[0] == state


def test_ignored_missing_data_leaves_the_alarm_alone() -> None:
    assert judge({**ABOVE_ONE, "TreatMissingData": "ignore"}, [None]) is None


def test_an_alarm_without_a_metric_is_left_alone() -> None:
    assert judge(ABOVE_ONE, []) is None


def test_the_reason_shows_the_values() -> None:
    assert judge(ABOVE_ONE, [None, 2.5]) == ("OK", "Threshold Crossed: 1 of 2 datapoints [missing, 2.5] against 1")
