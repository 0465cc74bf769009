"""Brokers behind emulated MSK clusters: real Apache Kafka, when the emulator was told where Kafka is.

`install(context)` hooks into ministack's MSK. Brokers outlive a killed emulator and are found again by the next one;
an orderly stop ends them and keeps their data; deleting the cluster removes both. Without Kafka a cluster is an echo.
"""

from __future__ import annotations

import logging
import threading
from types import ModuleType
from typing import Any

from ..context import Context, Json
from . import msk as hooks
from .cluster import KafkaCluster
from .fetch import is_complete

logger = logging.getLogger("emulated_aws.brokers")


class Brokers:
    """The Kafka clusters of this emulator; the companion of the MSK service."""

    def __init__(self, context: Context, msk: ModuleType) -> None:
        self._context = context
        self._msk = msk
        self._folder = context.state_dir / "brokers"
        self._clusters: dict[str, KafkaCluster] = {}
        self._leaving: list[threading.Thread] = []
        self.has_kafka = context.kafka_home is not None and is_complete(context.kafka_home)
        if self.has_kafka:
            hooks.apply(msk, self)
        elif context.kafka_home is not None:
            logger.error("no Kafka in %s: MSK clusters have no brokers", context.kafka_home)

    def resume(self) -> None:
        """Saved state was loaded: find the brokers of its clusters, start those that are missing, end the others."""
        if not self.has_kafka:
            return
        known = {}
        for (_, _, arn), info in self._msk._clusters.all_items():
            known[_name(arn)] = arn
            self.create(arn, info)
        left = self._folder.iterdir() if self._folder.is_dir() else ()
        for folder in left:
            if folder.name not in known and folder.is_dir():
                self._away(KafkaCluster.load(folder, self._home))

    def create(self, arn: str, info: dict[str, Any]) -> None:
        """Start brokers for an MSK cluster, in the background; those that run already are taken over."""
        was_active = info.get("State") in ("ACTIVE", "HEALING")

        def changed() -> None:
            cluster = self._clusters.get(arn)
            if cluster is not None:
                nonlocal was_active
                info["State"] = hooks.state_of(cluster, was_active)
                was_active = was_active or cluster.ready
                self._context.mark_changed()

        settings = hooks.server_properties(self._msk, info)
        count = int(info.get("NumberOfBrokerNodes") or 1)
        cluster = KafkaCluster(self._folder / _name(arn), self._home, count, settings, changed=changed)
        self._clusters[arn] = cluster
        changed()
        cluster.start()

    def delete(self, arn: str) -> None:
        """End the brokers of an MSK cluster and remove their data, in the background."""
        cluster = self._clusters.pop(arn, None)
        if cluster is not None:
            self._away(cluster)

    def find(self, arn: str) -> KafkaCluster | None:
        """The Kafka cluster behind an MSK cluster."""
        return self._clusters.get(arn)

    def status(self) -> list[Json]:
        """One entry per broker; an MSK cluster without brokers is one entry that says so."""
        echoed = [
            {"cluster": arn, "id": None, "port": None, "pid": None, "state": "echo: no Kafka was given"}
            for (_, _, arn), _ in self._msk._clusters.all_items()
            if not self.has_kafka
        ]
        return echoed + [
            {
                "cluster": arn,
                "id": broker.id,
                "port": broker.ports.client,
                "pid": broker.process.pid if broker.process and broker.alive else None,
                "state": cluster.failure or ("ready" if cluster.ready else "starting"),
            }
            for arn, cluster in list(self._clusters.items())
            for broker in cluster.brokers.values()
        ]

    def stop(self, timeout_seconds: float) -> None:
        """End all brokers; their data stays for the next start."""
        ending = [threading.Thread(target=cluster.stop, args=(timeout_seconds,)) for cluster in self._clusters.values()]
        for thread in ending:
            thread.start()
        for thread in [*ending, *self._leaving]:
            thread.join(timeout_seconds)

    @property
    def _home(self) -> Any:
        return self._context.kafka_home

    def _away(self, cluster: KafkaCluster) -> None:
        thread = threading.Thread(target=cluster.remove, name=f"remove-{cluster.folder.name[:12]}")
        self._leaving = [one for one in self._leaving if one.is_alive()] + [thread]
        thread.start()


def _name(arn: str) -> str:
    """Folder of a cluster: its name and the id behind it, which no later cluster of that name shares."""
    return "-".join(arn.split(":cluster/")[1].split("/"))


def install(context: Context) -> Brokers:
    """Give MSK clusters brokers. Call once, after the environment of ministack is set."""
    from ministack.services import msk

    return Brokers(context, msk)
