"""Every container that this state folder knows: those we started and those that an earlier emulator left running."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .container import Container

KEEP_ENDED_SECONDS = 5.0
"""How long an ended container can still be asked for its exit code and output."""


class Registry:
    """Containers by id, mirrored by one folder each; safe from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._containers: dict[str, Container] = {}
        self._lock = threading.Lock()

    def load(self) -> None:
        """Find what earlier emulators left; folders in which nothing ever ran are removed."""
        for folder in [entry for entry in self.folder.iterdir() if entry.is_dir()]:
            container = Container.load(folder)
            if container is None:
                Container.discard(folder)
            else:
                container.reload()
                self.add(container)

    def add(self, container: Container) -> None:
        """From now on it is known."""
        with self._lock:
            self._containers[container.id] = container

    def find(self, id_or_prefix: str) -> Container | None:
        """By whole id or its beginning."""
        with self._lock:
            exact = self._containers.get(id_or_prefix)
            if exact or not id_or_prefix:
                return exact
            return next((one for id, one in self._containers.items() if id.startswith(id_or_prefix)), None)

    def all(self) -> list[Container]:
        """A copy, oldest first."""
        with self._lock:
            return sorted(self._containers.values(), key=lambda container: container.started_at)

    def running(self) -> list[Container]:
        """Those whose process runs now."""
        for container in self.all():
            container.reload()
        return [container for container in self.all() if container.status == "running"]

    def of_task(self, task_arn: str) -> list[Container]:
        """The containers of one task."""
        return [container for container in self.all() if container.spec.task_arn == task_arn]

    def addresses(self) -> set[str]:
        """Addresses of tasks that still run."""
        return {container.spec.address for container in self.all() if container.status == "running"}

    def forget_ended(self) -> None:
        """Drop, from memory and disk, what has ended and whose output was read."""
        now = time.time()
        for container in self.all():
            container.reload()
            ended = container.ended_at is not None and now - container.ended_at > KEEP_ENDED_SECONDS
            if ended and container.readers == 0:
                self._drop(container)

    def end(self, containers: Iterable[Container], limit_seconds: float | None = None) -> None:
        """End them all at the same time, each within its own stopTimeout or the given limit if that is shorter."""
        chosen = list(containers)
        if not chosen:
            return
        with ThreadPoolExecutor(max_workers=len(chosen), thread_name_prefix="end-task") as pool:
            for container in chosen:
                own = container.spec.stop_seconds
                pool.submit(container.end, own if limit_seconds is None else min(own, limit_seconds))

    def _drop(self, container: Container) -> None:
        with self._lock:
            self._containers.pop(container.id, None)
        container.forget()

    def forget_all(self) -> None:
        """At the end of the emulator: nothing runs, nothing needs to be remembered."""
        for container in self.all():
            if container.status == "exited":
                self._drop(container)
