"""Corrections of ministack's ECS that only matter once tasks are real. Each says what is wrong without it."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..context import Context
from ..patching import around
from . import secrets
from .client import Client
from .registry import Registry

FORGET_STOPPED_SECONDS = 3600.0
"""ECS shows a stopped task for an hour."""
KEEP_STOPPED = 200
"""A service that fails for an hour must not fill the memory with its records."""


def apply(ecs: Any, context: Context, client: Client, registry: Registry) -> None:
    """Put all of them in place."""
    # ministack asks for the client at every step; without one a task is only a record.
    ecs._docker = client
    ecs._get_docker = lambda: client
    _read_secrets_as_fargate(ecs)
    _start_a_first_deployment_in_progress(ecs)
    _stop_every_container_of_a_task(ecs, client, registry)
    _say_stopping_until_it_has_stopped(ecs, registry)
    _refuse_a_missing_log_group(ecs)
    _save_what_background_threads_change(ecs, context)


def _read_secrets_as_fargate(ecs: ModuleType) -> None:
    """ministack gives a SecureString's ciphertext and ignores the version of a secret."""

    @around(ecs, "_resolve_container_secrets")
    def _(_original: Callable[..., Any], container: dict[str, Any]) -> dict[str, str]:
        try:
            return secrets.resolve(container)
        except secrets.SecretUnavailable as error:
            raise ecs._SecretResolutionError(str(error)) from None


def _start_a_first_deployment_in_progress(ecs: ModuleType) -> None:
    """ministack calls the first deployment of a service completed before any task runs: it could never fail."""

    @around(ecs, "_make_deployment")
    def _(original: Callable[..., Any], *args: Any, **kwargs: Any) -> dict[str, Any]:
        deployment = original(*args, **kwargs)
        deployment["rolloutState"] = "IN_PROGRESS"
        deployment["rolloutStateReason"] = f"ECS deployment {deployment['id']} in progress."
        return deployment


def _stop_every_container_of_a_task(ecs: ModuleType, client: Client, registry: Registry) -> None:
    """When an essential container ends by itself, ministack stops the task's other containers only in its records."""

    @around(ecs, "_cleanup_task_resources")
    def _(original: Callable[..., Any], task: dict[str, Any], _client: Any, extra_container: Any = None) -> None:
        original(task, client, extra_container)
        for container in registry.of_task(task.get("taskArn", "")):
            container.stop()


def _say_stopping_until_it_has_stopped(ecs: ModuleType, registry: Registry) -> None:
    """ministack calls a task STOPPED, with exit code 0, before its process was even told to stop."""

    @around(ecs, "_mark_task_stopped")
    def _(original: Callable[..., Any], task_arn: str, task: dict[str, Any], *args: Any, **kwargs: Any) -> bool:
        stopped = original(task_arn, task, *args, **kwargs)
        # Whichever runs first: the end of the last container, or this function while all have ended already.
        alive = [container for container in registry.of_task(task_arn) if container.status == "running"]
        if stopped and alive:
            task["lastStatus"] = "STOPPING"
            for container in alive:
                container.on_ended.append(lambda: _settle(ecs, registry, task_arn, task))
            _settle(ecs, registry, task_arn, task)
        return bool(stopped)


def _settle(ecs: ModuleType, registry: Registry, task_arn: str, task: dict[str, Any]) -> None:
    held = registry.of_task(task_arn)
    if any(container.status == "running" for container in held):
        return
    codes = {container.labels["com.amazonaws.ecs.container-name"]: container.exit_code for container in held}
    for shown in task.get("containers", []):
        shown["exitCode"] = codes.get(shown["name"], shown.get("exitCode"))
        shown["lastStatus"] = "STOPPED"
    task["lastStatus"] = "STOPPED"
    task["stoppedAt"] = task["executionStoppedAt"] = ecs._iso()


def _refuse_a_missing_log_group(ecs: ModuleType) -> None:
    """On Fargate a task whose log group is missing does not start; ministack starts it and drops its output."""

    @around(ecs, "_run_docker_container")
    def _(original: Callable[..., Any], client: Any, container: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        from ministack.services import cloudwatch_logs

        config = ecs._awslogs_config(container, "", "")
        if config and not config["create_group"] and config["group"] not in cloudwatch_logs._log_groups:
            raise RuntimeError(
                f"failed to validate logger args: The specified log group does not exist: {config['group']}"
            )
        return original(client, container, *args, **kwargs)


def _save_what_background_threads_change(ecs: ModuleType, context: Context) -> None:
    """Tasks change state without a request, and only requests count as changes to save."""

    @around(ecs, "_refresh_service_state")
    def _(original: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        original(*args, **kwargs)
        context.mark_changed()


def forget_stopped_tasks(ecs: ModuleType) -> None:
    """Drop the records of tasks that stopped long ago, or that are too many; ministack keeps them for ever."""
    stopped = [(key, task) for key, task in ecs._tasks.all_items() if task.get("lastStatus") == "STOPPED"]
    stopped.sort(key=lambda item: str(item[1].get("stoppedAt") or ""), reverse=True)
    oldest = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(time.time() - FORGET_STOPPED_SECONDS))
    for index, (key, task) in enumerate(stopped):
        if index >= KEEP_STOPPED or str(task.get("stoppedAt") or "9") < oldest:
            ecs._tasks._data.pop(key, None)
