"""What every part of the emulated AWS needs to know about the one emulator it runs in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Context:
    """Facts fixed at start: none of them changes while the process lives."""

    port: int
    """The one TCP port, on 127.0.0.1."""
    endpoint: str
    """`http://127.0.0.1:<port>`: what goes into AWS_ENDPOINT_URL of tasks and functions."""
    account: str
    """Twelve digits."""
    region: str
    owner: str
    """Identity of the environment (one Terraform state) that this state folder belongs to."""
    state_dir: Path
    """Saved state of all services; written whole, at least every five seconds."""
    objects_dir: Path
    """S3 objects as plain files: `<account>/<bucket>/<key>`."""
    images_dir: Path
    """Image store: one folder per content digest, `sha256-<hex>/`."""
    volumes_dir: Path
    """Working directory of ECS tasks, and what they keep between runs."""
    kafka_home: Path | None
    """Folder of a real Kafka's jars (`libs/`), or None: MSK clusters then have no broker."""
    enforce_iam: bool
    """Requests are judged by the policies of whoever signed them; functions and tasks then run as their roles."""
    verbose: bool
    mark_changed: Callable[[], None]
    """Tell the state keeper that something worth saving changed outside of a request."""


class Running(Protocol):
    """What `tasks.install(context)` and `brokers.install(context)` hand back: things that live beside the services."""

    def resume(self) -> None:
        """Called once, when saved state is loaded and no request was answered: find what runs, start the rest."""
        ...

    def status(self) -> list[Json]:
        """One entry per running process, as shown by `GET /_cap/status`; never blocks on the network."""
        ...

    def stop(self, timeout_seconds: float) -> None:
        """End every process that it started; after the time is up, by force. Safe to call twice."""
        ...
