"""Lambda counts every invocation in CloudWatch, whoever made it.

ministack counts where it answers Invoke: a function that a schedule, a topic or a bucket invokes is not counted, an
asynchronous Invoke counts once and never as an error (it has not run yet), and a throttled one counts twice, and as an
invocation and an error too. Here the count is taken where every invocation passes: once for each attempt that ran, and
a throttled one as Throttles alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around

Json = dict[str, Any]


def _apply(functions: ModuleType) -> None:
    @around(functions, "_emit_lambda_metrics")
    def not_by_the_caller(_: Callable[..., None], *_args: Any, **_more: Any) -> None:
        return None

    @around(functions, "_execute_function_dispatch")
    def run(original: Callable[..., Any], func: Json, config: Json, *rest: Any) -> Any:
        began = time.perf_counter()
        failed = True
        try:
            result = original(func, config, *rest)
            failed = bool(result.get("error"))
            return result
        finally:
            milliseconds = (time.perf_counter() - began) * 1000
            _count(config, Invocations=1, Errors=int(failed), Throttles=0)
            _record(config, "Duration", milliseconds, "Milliseconds")

    @around(functions, "_acquire_execution_slot")
    def throttle(original: Callable[[Json, Json], Any], func: Json, config: Json) -> Any:
        slot, limit = original(func, config)
        if slot is None:
            _count(config, Throttles=1)
        return slot, limit


def _count(config: Json, **counts: int) -> None:
    for metric, value in counts.items():
        _record(config, metric, value, "Count")


def _record(config: Json, metric: str, value: float, unit: str) -> None:
    from ministack.services import cloudwatch

    cloudwatch.record_metric("AWS/Lambda", metric, value, unit, {"FunctionName": config["FunctionName"]})


PATCH = Patch(
    name="lambda-metrics",
    module="ministack.services.lambda_svc",
    why="what a schedule, a topic or a bucket invokes is not counted, so that no alarm on a function's errors trips",
    apply=_apply,
)
