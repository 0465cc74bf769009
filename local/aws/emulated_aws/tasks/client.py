"""The stand-in for docker-py's client: the few methods that ministack's ECS calls, on processes and folders.

Calls seen in ministack 1.5.33 `services/ecs.py`: `containers.get/run/list`, `images.get/pull/get_registry_data`, and of
a container `id, labels, status, attrs, reload, wait, stop, remove, logs`; of an image `id, tag`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from docker.errors import ImageNotFound, NotFound

from ..context import Context
from .addresses import AddressBook
from .backoff import Backoff
from .commands import environment, program
from .container import Container, Spec, StartFailed, new_id
from .images import Image, ImageStore, ImageUnavailable
from .registry import Registry
from .roles import credentials

logger = logging.getLogger("emulated_aws.tasks")

LABEL = "com.amazonaws.ecs."
DEFAULT_STOP_SECONDS = 30.0
"""Fargate's stopTimeout when the definition names none."""
LONGEST_STOP_SECONDS = 120.0


class PulledImage:
    """docker-py's Image, as far as it is asked for."""

    def __init__(self, reference: str, image: Image) -> None:
        self.id = image.digest
        self.tags = [reference]

    def tag(self, *_: Any, **__: Any) -> bool:
        """Tags are the registry's; nothing to do."""
        return True


class Images:
    """What ministack takes for the Docker image cache and the registry at once: both are the image store."""

    def __init__(self, store: ImageStore, backoff: Backoff) -> None:
        self._store = store
        self._backoff = backoff

    def get(self, name: str) -> PulledImage:
        """The image, verified; docker-py's ImageNotFound if the store has none."""
        try:
            return PulledImage(name, self._store.get(name))
        except ImageUnavailable as error:
            raise ImageNotFound(str(error)) from None

    def pull(self, repository: str, **_: Any) -> PulledImage:
        """As `get`, in the words of Fargate, and slower each time it fails in a row."""
        self._backoff.wait(repository)
        try:
            image = PulledImage(repository, self._store.get(repository))
        except ImageUnavailable as error:
            self._backoff.failed(repository)
            raise ImageNotFound(f"failed to resolve ref {error}") from None
        self._backoff.forget(repository)
        return image

    get_registry_data = get


class Containers:
    """Starts and finds containers."""

    def __init__(self, context: Context, store: ImageStore, registry: Registry, backoff: Backoff) -> None:
        self._context = context
        self._store = store
        self._registry = registry
        self._backoff = backoff
        self._addresses = AddressBook(registry.folder)
        self._starting = threading.Lock()
        self.closed = False

    def get(self, id: str) -> Any:
        """By id. ministack asks for its own container too, to learn the address that tasks reach it by."""
        found = self._registry.find(id)
        if found:
            return found
        if len(id) == 64:
            raise NotFound(f"no container {id}")
        return SimpleNamespace(attrs={"NetworkSettings": {"Networks": {"loopback": {"IPAddress": "127.0.0.1"}}}})

    def list(self, **_: Any) -> list[Container]:
        """All of them: every one is ours."""
        return self._registry.all()

    def run(
        self,
        image: str,
        command: Sequence[str] | None = None,
        environment: Mapping[str, str] | None = None,
        labels: Mapping[str, str] | None = None,
        name: str = "",
        **_: Any,
    ) -> Container:
        """Start one container of a task. What cannot work on Fargate fails here, in Fargate's words."""
        from ministack.services import ecs

        labels = dict(labels or {})
        task = ecs._tasks.get(labels[LABEL + "task-arn"]) or {}
        definition = _definition(labels)
        # A new revision starts afresh: it may be what mends the old one.
        pace = f"{task.get('group')} {_revision(labels)}"
        self._backoff.wait(pace)
        if self.closed:
            raise StartFailed("the emulated AWS is stopping")
        try:
            held = self._store.get(image)
        except ImageUnavailable as error:
            self._backoff.failed(pace)
            raise ecs._ImagePullError(f"failed to resolve ref {error}") from None
        spec = self._spec(image, held, command, environment or {}, labels, name, task, definition)
        return self._start(spec, held, environment or {}, pace)

    def _spec(
        self,
        image: str,
        held: Image,
        command: Sequence[str] | None,
        given: Mapping[str, str],
        labels: dict[str, str],
        name: str,
        task: Mapping[str, Any],
        definition: Mapping[str, Any],
    ) -> Spec:
        arn = labels[LABEL + "task-arn"]
        words = program(held, definition.get("entryPoint") or [], command)
        if not words:
            raise StartFailed(f"{image}: no command, neither in the task definition nor in the image")
        return Spec(
            id=new_id(),
            name=name,
            task_arn=arn,
            group=str(task.get("group") or ""),
            image=image,
            digest=held.digest,
            address=self._address(arn),
            command=words,
            cwd=str(self._context.volumes_dir),
            endpoint=self._context.endpoint,
            stop_seconds=_stop_seconds(definition),
            metadata_uri=given.get("ECS_CONTAINER_METADATA_URI_V4", ""),
            labels=labels,
        )

    def _address(self, task_arn: str) -> str:
        # The containers of one task share its network, and so its address.
        siblings = self._registry.of_task(task_arn)
        return siblings[0].spec.address if siblings else self._addresses.take(self._registry.addresses())

    def _start(self, spec: Spec, held: Image, given: Mapping[str, str], pace: str) -> Container:
        self._context.volumes_dir.mkdir(parents=True, exist_ok=True)
        role = _task_definition(spec.labels).get("taskRoleArn")
        own = {**given, **credentials(self._context, spec.task_arn, role)}
        seen = environment(self._context, held, spec.address, own)
        # A start is whole before `close` returns: what was started is known, and will be ended.
        with self._starting:
            if self.closed:
                raise StartFailed("the emulated AWS is stopping")
            try:
                container = Container.start(self._registry.folder / spec.id, spec, seen)
            except StartFailed:
                self._backoff.failed(pace)
                raise
            self._registry.add(container)
        container.on_ended.append(lambda: self._ended(container, pace))
        self._context.mark_changed()
        return container

    def _ended(self, container: Container, pace: str) -> None:
        if not container.stopping:
            lived = (container.ended_at or 0.0) - container.started_at
            self._backoff.ended(pace, lived, container.exit_code or 0)
        logger.info("task container %s ended with %s", container.name, container.exit_code)
        self._context.mark_changed()

    def close(self) -> None:
        """Start nothing more."""
        with self._starting:
            self.closed = True
        self._backoff.close()


def _task_definition(labels: Mapping[str, str]) -> Mapping[str, Any]:
    from ministack.services import ecs

    return ecs._task_defs.get(_revision(labels)) or {}


def _definition(labels: Mapping[str, str]) -> Mapping[str, Any]:
    """The container definition that the labels name: ministack passes on only a part of it."""
    defined = _task_definition(labels).get("containerDefinitions") or []
    wanted = labels[LABEL + "container-name"]
    return next((container for container in defined if container["name"] == wanted), {})


def _revision(labels: Mapping[str, str]) -> str:
    return f"{labels[LABEL + 'task-definition-family']}:{labels[LABEL + 'task-definition-version']}"


def _stop_seconds(definition: Mapping[str, Any]) -> float:
    given = definition.get("stopTimeout")
    return DEFAULT_STOP_SECONDS if given is None else min(float(given), LONGEST_STOP_SECONDS)


class Client:
    """What `ecs._get_docker()` returns."""

    def __init__(self, context: Context, registry: Registry) -> None:
        store = ImageStore(context.images_dir)
        backoff = Backoff()
        self.images = Images(store, backoff)
        self.containers = Containers(context, store, registry, backoff)

    def ping(self) -> bool:
        """The daemon answers."""
        return True

    def close(self) -> None:
        """Start nothing more."""
        self.containers.close()
