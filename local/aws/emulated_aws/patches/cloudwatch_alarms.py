"""Alarms that are evaluated as CloudWatch does it.

ministack looks at an alarm only while metric data is being put, mixes the points of all dimensions of a metric, and
never reacts to data that stops coming. Here every alarm is looked at every few seconds, over its own dimensions, period
by period, M out of N, with the missing data treated as the alarm says.
"""

from __future__ import annotations

import operator
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..every import each_scope, every
from ..patching import Patch, around

LOOK_SECONDS = 5.0
KEEP_METRICS_SECONDS = 3 * 3600
"""AWS keeps points for weeks. Ours are in memory and in every save, and no alarm of ours looks back further."""

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def _apply(cloudwatch: ModuleType) -> None:
    cloudwatch.TWO_WEEKS_SECONDS = KEEP_METRICS_SECONDS

    @around(cloudwatch, "_evaluate_alarm")
    def evaluate(_: Callable[..., None], alarm: dict[str, Any]) -> None:
        verdict = judge(alarm, _values(cloudwatch, alarm, time.time()))
        if verdict is not None:
            _set_state(cloudwatch, alarm, *verdict)

    def look() -> None:
        for _ in each_scope(cloudwatch._alarms):
            cloudwatch._evaluate_all_alarms()

    every(LOOK_SECONDS, "alarms", look)


def _values(cloudwatch: ModuleType, alarm: dict[str, Any], now: float) -> list[float | None]:
    """One value per period, oldest first, None where there is no data; the running period counts once it has data."""
    if "MetricName" not in alarm or not alarm["MetricName"]:
        return []
    dimensions = cloudwatch._dims_key(cloudwatch._dims_from_list(alarm.get("Dimensions") or []))
    points = cloudwatch._metrics.get((alarm["Namespace"], alarm["MetricName"], dimensions)) or []
    period = alarm.get("Period") or 60
    periods = alarm.get("EvaluationPeriods") or 1
    current = int(now // period)
    by_period: dict[int, list[Any]] = {}
    for point in points:
        by_period.setdefault(int(point["Timestamp"] // period), []).append(point)
    last = current if current in by_period else current - 1
    wanted = range(last - periods + 1, last + 1)
    return [_value(cloudwatch, alarm, by_period[number]) if number in by_period else None for number in wanted]


def _value(cloudwatch: ModuleType, alarm: dict[str, Any], points: list[Any]) -> float | None:
    statistic = alarm.get("ExtendedStatistic") or alarm.get("Statistic") or "Average"
    return cloudwatch._stat_value(cloudwatch._calc_stats(points), statistic, points)


def judge(alarm: dict[str, Any], values: list[float | None]) -> tuple[str, str] | None:
    """State and reason, or None to leave the alarm as it is."""
    compare = _COMPARE.get(alarm.get("ComparisonOperator", ""))
    if compare is None or not values:
        return None
    treatment = alarm.get("TreatMissingData") or "missing"
    threshold = float(alarm.get("Threshold") or 0)
    present = [value for value in values if value is not None]
    missing = len(values) - len(present)
    if not present and treatment in ("missing", "ignore"):
        return None if treatment == "ignore" else ("INSUFFICIENT_DATA", f"no datapoint in {len(values)} periods")
    breaching = sum(compare(value, threshold) for value in present) + (missing if treatment == "breaching" else 0)
    needed = alarm.get("DatapointsToAlarm") or len(values)
    state = "ALARM" if breaching >= needed else "OK"
    shown = ", ".join("missing" if value is None else f"{value:g}" for value in values)
    return state, f"Threshold Crossed: {breaching} of {len(values)} datapoints [{shown}] against {threshold:g}"


def _set_state(cloudwatch: ModuleType, alarm: dict[str, Any], state: str, reason: str) -> None:
    before = alarm["StateValue"]
    if before == state:
        return
    alarm.update(StateValue=state, StateReason=reason, StateUpdatedTimestamp=int(time.time()))
    cloudwatch._record_history(alarm["AlarmName"], before, state, reason)
    cloudwatch._dispatch_alarm_actions(alarm, before, state, reason)
    cloudwatch._evaluate_parent_alarms(alarm)


PATCH = Patch(
    name="cloudwatch-alarms",
    module="ministack.services.cloudwatch",
    why="an alarm trips on the points of other dimensions, and never again once data stops coming",
    apply=_apply,
)
