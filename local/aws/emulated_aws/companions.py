"""The parts that run processes beside the services: ECS tasks and Kafka brokers."""

from __future__ import annotations

import importlib
import importlib.util
import logging

from .context import Context, Json, Running

logger = logging.getLogger("emulated_aws.companions")

STOP_SECONDS = 30.0
"""Longer than the longest stopTimeout that our task definitions ask for."""


class Companions:
    """Both of them, started and stopped as one."""

    def __init__(self, tasks: Running, brokers: Running) -> None:
        self.tasks = tasks
        self.brokers = brokers

    def resume(self) -> None:
        """After saved state was loaded, before the first request."""
        self.brokers.resume()
        self.tasks.resume()

    def status(self) -> dict[str, list[Json]]:
        """What runs now."""
        return {"tasks": self.tasks.status(), "brokers": self.brokers.status()}

    def stop(self) -> None:
        """Tasks first: they may still want to tell the brokers where they stopped."""
        for name, part in (("tasks", self.tasks), ("brokers", self.brokers)):
            try:
                part.stop(STOP_SECONDS)
            except Exception:
                logger.exception("%s were not stopped cleanly", name)


class _Nobody:
    """Stands where a part is not built in: nothing runs, nothing to stop."""

    def resume(self) -> None:
        return None

    def status(self) -> list[Json]:
        return []

    def stop(self, timeout_seconds: float) -> None:
        return None


def _part(name: str, context: Context) -> Running:
    qualified = f"{__package__}.{name}"
    if importlib.util.find_spec(qualified) is None:
        return _Nobody()
    install_part = getattr(importlib.import_module(qualified), "install", None)
    return install_part(context) if install_part else _Nobody()


def install(context: Context) -> Companions:
    """Let both parts hook into ministack; call before its services are used."""
    return Companions(_part("tasks", context), _part("brokers", context))
