"""ECS tasks that run: processes of this machine, each on its own loopback address.

`install(context)` puts a process-backed stand-in (client.py) where ministack's ECS expects a Docker client. Images come
from folders (images.py says how they are written). Tasks outlive a killed emulator and are adopted by the next one.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Any

from ..context import Context, Json
from . import log_driver, scheduler, targets
from .adoption import Adoption
from .balanced import Balanced
from .client import Client
from .registry import Registry

logger = logging.getLogger("emulated_aws.tasks")

HOUSEKEEPING_SECONDS = 2.0


class Tasks:
    """What runs; the companion of the ECS service."""

    def __init__(self, context: Context, ecs: Any, alb: Any) -> None:
        self._ecs = ecs
        self._context = context
        self._registry = Registry(context.state_dir / "tasks")
        self._registry.load()
        self._client = Client(context, self._registry)
        self._adoption = Adoption(ecs, context, self._client, self._registry)
        self._stopped = threading.Event()
        scheduler.apply(ecs, context, self._client, self._registry)
        log_driver.apply(ecs)
        self._balanced = Balanced(ecs, alb)
        targets.apply(alb, self._balanced.targets)
        # ministack's own way to go on would start every task anew, two seconds after its state was loaded.
        ecs._start_restored_service_reconciler = lambda: None
        threading.Thread(target=self._keep_house, daemon=True, name="tasks-housekeeping").start()

    def status(self) -> list[Json]:
        """One entry per process of a task."""
        return [
            {
                "id": container.spec.task_arn.rsplit("/", 1)[-1],
                "service": container.spec.group.removeprefix("service:"),
                "pid": container.main.pid,
                "address": container.spec.address,
                "image": container.spec.image,
                "startedAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(container.started_at)),
                "stopping": container.stopping,
            }
            for container in self._registry.running()
        ]

    def stop(self, timeout_seconds: float) -> None:
        """End every task at the same time; the services' wishes stay as they are, for the next start."""
        self._stopped.set()
        self._balanced.targets.close()
        self._client.close()
        for _, task in self._ecs._tasks.all_items():
            # ministack's own sign that a task's end is no failure of the service and needs no replacement.
            task["_ecs_resetting"] = True
        # A start that was under way when the client closed may still come: look again.
        for _ in range(3):
            self._registry.end(self._registry.running(), timeout_seconds)
        self._registry.forget_all()

    def resume(self) -> None:
        """Saved state was loaded and no request was answered yet: take over what still runs, replace what does not."""
        self._adoption.restore()
        threading.Thread(target=self._go_on, daemon=True, name="tasks-go-on").start()

    def _go_on(self) -> None:
        try:
            self._adoption.go_on()
        except Exception:
            logger.exception("the tasks of the last run were not all taken over")

    def _keep_house(self) -> None:
        while not self._stopped.wait(HOUSEKEEPING_SECONDS):
            try:
                self._registry.forget_ended()
                scheduler.forget_stopped_tasks(self._ecs)
            except Exception:
                logger.exception("housekeeping of tasks failed this time")


def install(context: Context) -> Tasks:
    """Make ECS run tasks. Call once, after the environment of ministack is set and before its state is loaded."""
    from ministack.services import alb, ecs

    return Tasks(context, ecs, alb)
