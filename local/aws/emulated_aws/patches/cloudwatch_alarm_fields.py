"""Fields of an alarm that ministack invents or drops: each plan would correct them again."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around

_KEPT = ("Metrics", "ThresholdMetricId", "EvaluateLowSampleCountPercentile")
_SUPPRESSOR = ("ActionsSuppressor", "ActionsSuppressorWaitPeriod", "ActionsSuppressorExtensionPeriod")
_OF_A_SINGLE_METRIC = ("Statistic", "ExtendedStatistic", "Period", "MetricName", "Namespace")


def _apply(cloudwatch: ModuleType) -> None:
    @around(cloudwatch, "_put_metric_alarm")
    def put(original: Callable[..., Any], params: Any, asked: dict[str, Any], *protocol: bool) -> Any:
        answer = original(params, asked, *protocol)
        alarm = cloudwatch._alarms.get(asked.get("AlarmName", ""))
        if answer[0] < 300 and alarm is not None:
            alarm.update({name: asked[name] for name in _KEPT if asked.get(name)})
            if asked.get("Metrics"):
                for name in _OF_A_SINGLE_METRIC:
                    alarm.pop(name, None)
            if asked.get("ExtendedStatistic"):
                alarm.pop("Statistic", None)
        return answer

    @around(cloudwatch, "_put_composite_alarm")
    def put_composite(original: Callable[..., Any], params: Any, asked: dict[str, Any], *protocol: bool) -> Any:
        answer = original(params, asked, *protocol)
        alarm = cloudwatch._composite_alarms.get(asked.get("AlarmName", ""))
        if answer[0] < 300 and alarm is not None:
            for name in _SUPPRESSOR:
                alarm.pop(name, None)
            alarm.update({name: asked[name] for name in _SUPPRESSOR if asked.get(name) is not None})
        return answer


PATCH = Patch(
    name="cloudwatch-alarm-fields",
    module="ministack.services.cloudwatch",
    why="an alarm on a percentile gets a statistic as well, one on metric math loses its queries, one of alarms its suppressor",
    apply=_apply,
)
