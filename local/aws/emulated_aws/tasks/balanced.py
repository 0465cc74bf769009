"""What ECS does with the health of its tasks' targets: a deployment waits for it, and a task without it is replaced.

ministack counts a task as healthy one second after its process started. A release that starts but never answers would
then drain the one that does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import around
from .targets import Targets

LONGEST_WAIT_SECONDS = 180.0
POLL_SECONDS = 0.1


class Balanced:
    """Ties ECS to the measured health of targets."""

    def __init__(self, ecs: ModuleType, alb: ModuleType) -> None:
        self._ecs = ecs
        self._alb = alb
        self.targets = Targets(alb, self._unhealthy)

        @around(ecs, "_record_service_task_healthy")
        def _(original: Callable[..., None], service_key: str, task: dict[str, Any]) -> None:
            if self._wait_healthy(service_key, task):
                original(service_key, task)

    def _wait_healthy(self, service_key: str, task: dict[str, Any]) -> bool:
        """Until the task's targets are healthy; one that is not in time is stopped, and counts as failed."""
        limit = time.monotonic() + LONGEST_WAIT_SECONDS
        while self._ecs._task_is_active(task.get("taskArn"), task):
            states = self._states(self._ecs._services.get(service_key) or {}, task)
            if all(state == "healthy" for state in states.values()):
                return True
            late = [arn for arn, state in states.items() if state == "unhealthy" or time.monotonic() > limit]
            if late:
                self._replace(task, late[0])
                return False
            time.sleep(POLL_SECONDS)
        return True

    def _states(self, service: dict[str, Any], task: dict[str, Any]) -> dict[str, str]:
        address = self._ecs._task_ip(task)
        return {
            balancer["targetGroupArn"]: self._state(
                balancer["targetGroupArn"], address, balancer.get("containerPort", 80)
            )
            for balancer in service.get("loadBalancers") or []
            if balancer.get("targetGroupArn")
        }

    def _state(self, group: str, address: str, port: int) -> str:
        # A target group that is gone, or has no health check, holds nothing up.
        held = self._alb._tgs.get(group)
        checked = held is not None and held.get("HealthCheckEnabled", True)
        return self.targets.of(group, address, port).state if checked else "healthy"

    def _unhealthy(self, group: str, address: str) -> None:
        """Called by the measurement, on a thread of its own: a target that worked has failed for long enough."""
        from ministack.core.responses import request_scope

        for (account, region, _), task in self._ecs._tasks.all_items():
            if task.get("lastStatus") == "RUNNING" and self._ecs._task_ip(task) == address:
                with request_scope(account, region):
                    if not self._in_grace(task):
                        self._replace(task, group)

    def _in_grace(self, task: dict[str, Any]) -> bool:
        cluster = self._ecs._cluster_name_from_arn(task.get("clusterArn", ""))
        service = self._ecs._services.get(f"{cluster}/{str(task.get('group')).removeprefix('service:')}") or {}
        started = self._ecs._ts_to_epoch(task.get("startedAt"))
        grace = float(service.get("healthCheckGracePeriodSeconds") or 0)
        return isinstance(started, int | float) and time.time() - started < grace

    def _replace(self, task: dict[str, Any], group: str) -> None:
        """Stop it as the service scheduler does; it counts as a failed task of its deployment."""
        reason = f"Task failed ELB health checks in (target-group {group})"
        if self._ecs._mark_task_stopped(task["taskArn"], task, reason, "ServiceSchedulerInitiated"):
            self._ecs._cleanup_task_resources(task, None)
            self._ecs._record_service_task_failure(task)
