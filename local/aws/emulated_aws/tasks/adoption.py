"""After a restart of the emulator: take over the tasks that outlived it, end those that nobody knows, replace the dead.

ministack forgets its containers when it saves and calls every restored task stopped; its scheduler would then start
each one a second time beside the first.
"""

from __future__ import annotations

import logging
import re
from types import ModuleType
from typing import Any

from ..context import Context
from .client import LABEL, Client
from .container import Container
from .registry import Registry

logger = logging.getLogger("emulated_aws.tasks")

LOST = "The task ended while the emulated AWS was down"
_ARN = re.compile(r"arn:aws[\w-]*:ecs:([^:]+):(\d+):task/.+")


class Adoption:
    """Two steps: `restore` while the saved state is loaded, `go_on` when requests can be answered."""

    def __init__(self, ecs: ModuleType, context: Context, client: Client, registry: Registry) -> None:
        self._ecs = ecs
        self._context = context
        self._client = client
        self._registry = registry
        self._adopted: list[dict[str, Any]] = []

    def restore(self) -> None:
        """Make the records tell the truth: running where the processes live, stopped where they do not."""
        for _, task in self._ecs._tasks.all_items():
            task.pop("_ecs_resetting", None)
            if task.get("desiredStatus") != "RUNNING" or task.get("_docker_ids"):
                continue
            containers = self._containers_of(task)
            if containers:
                self._revive(task, containers)
                self._adopted.append(task)
            else:
                self._bury(task)

    def _containers_of(self, task: dict[str, Any]) -> list[Container]:
        """The task's containers in the order of its definition; none unless each of them lives and can reach us."""
        held = {
            container.labels[LABEL + "container-name"]: container
            for container in self._registry.of_task(task["taskArn"])
        }
        wanted = [held.get(shown["name"]) for shown in task.get("containers", [])]
        usable = [
            one for one in wanted if one and one.status == "running" and one.spec.endpoint == self._context.endpoint
        ]
        return usable if len(usable) == len(wanted) else []

    def _revive(self, task: dict[str, Any], containers: list[Container]) -> None:
        task["lastStatus"] = "RUNNING"
        task["_docker_ids"] = [container.id for container in containers]
        task["_container_ip"] = containers[0].spec.address
        task["startedAt"] = task.get("startedAt") or self._ecs._iso()
        task["stoppingAt"] = task["stoppedAt"] = None
        for shown, container in zip(task["containers"], containers, strict=True):
            shown["lastStatus"], shown["runtimeId"] = "RUNNING", container.id[:12]

    def _bury(self, task: dict[str, Any]) -> None:
        codes = {
            container.labels[LABEL + "container-name"]: container.exit_code
            for container in self._registry.of_task(task["taskArn"])
        }
        for shown in task.get("containers", []):
            shown["lastStatus"] = "STOPPED"
            shown["exitCode"] = codes.get(shown["name"], shown.get("exitCode"))
        task["desiredStatus"] = "STOPPED"
        task["stoppedAt"] = task["executionStoppedAt"] = self._ecs._iso()
        # The host went away under the task, which is no crash of the service.
        task["stoppedReason"], task["stopCode"] = LOST, "TerminationNotice"

    def go_on(self) -> None:
        """Watch the adopted, end the orphans, and let the services start what they miss."""
        known = {id for task in self._adopted for id in task["_docker_ids"]}
        for task in self._adopted:
            self._watch(task)
        orphans = [
            container
            for container in self._registry.running()
            if container.id not in known and not self._belongs_to_a_task(container)
        ]
        for container in orphans:
            logger.warning("task container %s (pid %s) has no record: ended", container.name, container.main.pid)
        self._registry.end(orphans)
        self._ecs._reconcile_restored_services()

    def _belongs_to_a_task(self, container: Container) -> bool:
        """Started by this emulator meanwhile: requests are answered already."""
        return any(
            container.id in (task.get("_docker_ids") or ()) or self._starting(task, container)
            for _, task in self._ecs._tasks.all_items()
        )

    def _starting(self, task: dict[str, Any], container: Container) -> bool:
        return task.get("taskArn") == container.spec.task_arn and task.get("desiredStatus") == "RUNNING"

    def _watch(self, task: dict[str, Any]) -> None:
        from ministack.core.responses import request_scope

        found = _ARN.fullmatch(task["taskArn"])
        if not found:
            return
        region, account = found.groups()
        with request_scope(account, region):
            self._settle_images(task)
            definition = self._ecs._task_defs.get(self._ecs._resolve_td_key(task["taskDefinitionArn"])) or {}
            for defined, id in zip(definition.get("containerDefinitions", []), task["_docker_ids"], strict=False):
                container = self._client.containers.get(id)
                self._serve_metadata(task, definition, defined, container)
                self._ecs._start_awslogs_forwarder(container, defined, task["taskArn"].rsplit("/", 1)[-1])
            self._ecs._watch_task_lifecycle(task, self._client, account, region)

    def _settle_images(self, task: dict[str, Any]) -> None:
        """A deployment starts its other tasks once the first has shown what its tags mean: this one has."""
        cluster = self._ecs._cluster_name_from_arn(task.get("clusterArn", ""))
        service = self._ecs._services.get(f"{cluster}/{str(task.get('group')).removeprefix('service:')}")
        deployment = self._ecs._deployment_for_task(service, task) if service else None
        if deployment is not None and not deployment.get("_image_resolution_complete"):
            held = [self._client.containers.get(id) for id in task["_docker_ids"]]
            deployment["_image_digests"] = {one.labels[LABEL + "container-name"]: one.spec.digest for one in held}
            deployment["_image_resolution_complete"] = True

    def _serve_metadata(
        self, task: dict[str, Any], definition: dict[str, Any], defined: dict[str, Any], container: Container
    ) -> None:
        """The process knows its old metadata address: answer there again."""
        from ministack.services import ecs_metadata

        fresh = self._ecs._register_metadata(
            task["taskArn"], task["clusterArn"], definition, defined, task.get("launchType"), {}, False, "127.0.0.1"
        )
        token = container.spec.metadata_uri.rpartition("/")[2] or fresh
        with ecs_metadata._LOCK:
            for held in (ecs_metadata._TOKEN_TO_TASK, ecs_metadata._TOKEN_TO_CONTAINER):
                held[token] = held.pop(fresh)
        ecs_metadata.set_docker_id(token, container.id)
        task.setdefault("_metadata_tokens", []).append(token)
