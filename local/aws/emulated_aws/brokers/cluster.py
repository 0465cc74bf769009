"""One Kafka cluster of one to three brokers: its ports, its life, and what it is now."""

from __future__ import annotations

import base64
import logging
import random
import shutil
import socket
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ..tasks.files import read_json, write_json
from .broker import Broker, BrokerFailed
from .java import ToolMissing
from .properties import Ports, broker_properties
from .wire import brokers_known_to

logger = logging.getLogger("emulated_aws.brokers")

MAX_BROKERS = 3
FIRST_PORT = 19092
"""Below 32768, where the system takes ports for outgoing connections: a saved port is likely free again."""
LAST_PORT = 29092
END_SECONDS = 8.0
"""Brokers that end together lose their quorum and wait for it until they are killed: do not wait long with them."""
LOOK_SECONDS = 0.25
LONG_LIFE_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 30.0
GIVE_UP_AFTER = 8


class KafkaCluster:
    """The brokers of one cluster; everything about it lies in `folder`."""

    def __init__(
        self,
        folder: Path,
        kafka_home: Path,
        brokers: int,
        given: Mapping[str, str] | None = None,
        base_port: int | None = None,
        changed: Callable[[], None] = lambda: None,
        guarded: bool = False,
    ) -> None:
        self.folder = folder
        self._home = kafka_home
        self._given = dict(given or {})
        self._base_port = base_port
        self._guarded = guarded
        self._changed = changed
        folder.mkdir(parents=True, exist_ok=True)
        saved = read_json(folder / "cluster.json") or {}
        self.id = str(saved.get("id") or new_cluster_id())
        count = max(1, min(brokers, MAX_BROKERS))
        self._ports = {int(id): Ports(*both) for id, both in (saved.get("ports") or {}).items()}
        if len(self._ports) != count:
            self._ports = choose_ports(count, base_port)
        self._make_brokers()
        self._failures = dict.fromkeys(self._ports, 0)
        self.ready = False
        self.failure: str | None = None
        self._closed = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True, name=f"kafka-{folder.name[:12]}")

    @staticmethod
    def load(folder: Path, kafka_home: Path) -> KafkaCluster:
        """What an earlier program left in this folder, with as many brokers as it had."""
        saved = read_json(folder / "cluster.json") or {}
        return KafkaCluster(folder, kafka_home, max(1, len(saved.get("ports") or {})))

    @property
    def bootstrap(self) -> str:
        """`host:port` of each broker, with commas."""
        return ",".join(f"127.0.0.1:{ports.client}" for ports in self._ports.values())

    def start(self) -> None:
        """Start what does not run, in the background, and keep it running."""
        self._keeper.start()

    def wait_ready(self, seconds: float) -> bool:
        """Until every broker knows every broker, or it failed."""
        limit = time.monotonic() + seconds
        while not self.ready and self.failure is None and time.monotonic() < limit:
            time.sleep(0.05)
        return self.ready

    def stop(self, seconds: float = END_SECONDS) -> None:
        """End all brokers at the same time; their data stays."""
        self._closed.set()
        self.ready = False
        if self._keeper.is_alive():
            self._keeper.join(seconds)
        for broker in self.brokers.values():
            broker.ask_to_end()
        limit = time.monotonic() + min(seconds, END_SECONDS)
        for broker in self.brokers.values():
            broker.wait_end(max(0.0, limit - time.monotonic()))

    def remove(self) -> None:
        """End it and delete its data."""
        self.stop(END_SECONDS / 4)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _make_brokers(self) -> None:
        self.brokers = {
            id: Broker(id, self.folder / f"broker-{id}", self._home, ports) for id, ports in self._ports.items()
        }

    def _keep(self) -> None:
        try:
            self._prepare()
        except (BrokerFailed, ToolMissing, OSError) as error:
            self._fail(str(error))
            return
        while not self._closed.wait(LOOK_SECONDS):
            for broker in self.brokers.values():
                if not broker.alive and not self._start_again(broker):
                    return
            self._look()

    def _prepare(self) -> None:
        if not any(broker.alive for broker in self.brokers.values()) and not all_free(self._ports):
            # Somebody else has taken a port meanwhile; with no broker running all of them can move.
            self._ports = choose_ports(len(self._ports), self._base_port)
            self._make_brokers()
        write_json(
            self.folder / "cluster.json",
            {
                "id": self.id,
                "ports": {id: [at.client, at.controller] for id, at in self._ports.items()},
            },
        )
        with ThreadPoolExecutor(max_workers=len(self.brokers)) as pool:
            for prepared in [pool.submit(self._prepare_one, broker) for broker in self.brokers.values()]:
                prepared.result()
        for broker in self.brokers.values():
            if not self._closed.is_set():
                broker.start()

    def _prepare_one(self, broker: Broker) -> None:
        data = self.folder / f"broker-{broker.id}" / "data"
        text = broker_properties(broker.id, self._ports, data, self._given, self._guarded)
        broker.prepare(text, self.id)

    def _start_again(self, broker: Broker) -> bool:
        """A broker died: start it again, more slowly each time it lives only shortly; False when it is hopeless."""
        lived = time.monotonic() - broker.started_at
        self._failures[broker.id] = 0 if lived >= LONG_LIFE_SECONDS else self._failures[broker.id] + 1
        failures = self._failures[broker.id]
        logger.warning("broker %s of %s died: %s", broker.id, self.folder.name, broker.last_words())
        self._tell_ready(False)
        if failures >= GIVE_UP_AFTER:
            self._fail(f"broker {broker.id} died {failures} times in a row: {broker.last_words()}")
            return False
        pause = 0.0 if failures <= 1 else min(0.5 * 2.0 ** (failures - 2), LONGEST_PAUSE_SECONDS)
        if not self._closed.wait(pause):
            broker.start()
        return True

    def _look(self) -> None:
        everyone = set(self.brokers)
        self._tell_ready(all(brokers_known_to(one.ports.client) == everyone for one in self.brokers.values()))

    def _tell_ready(self, ready: bool) -> None:
        if ready != self.ready and not self._closed.is_set():
            self.ready = ready
            self._changed()

    def _fail(self, why: str) -> None:
        logger.error("Kafka cluster %s: %s", self.folder.name, why)
        self.failure = why
        self._changed()


def new_cluster_id() -> str:
    """A random UUID as Kafka writes it: 22 characters of URL-safe Base64, none of them a leading dash."""
    while (text := base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")).startswith("-"):
        continue
    return text


def all_free(ports: Mapping[int, Ports]) -> bool:
    """Whether nothing listens on any of them."""
    return all(_free(port) for at in ports.values() for port in (at.client, at.controller))


def choose_ports(brokers: int, base: int | None = None) -> dict[int, Ports]:
    """Two ports for each broker: from `base` on if it is given, else free ones of our range.

    The search begins anywhere: two clusters that start at the same time would find the same first free port, and the
    one that binds it later would take the other's broker for its own.
    """
    if base is not None:
        return {id: Ports(base + 2 * (id - 1), base + 2 * (id - 1) + 1) for id in range(1, brokers + 1)}
    found: list[int] = []
    begin = random.randrange(FIRST_PORT, LAST_PORT)
    for port in (*range(begin, LAST_PORT), *range(FIRST_PORT, begin)):
        if _free(port):
            found.append(port)
        if len(found) == 2 * brokers:
            return {id: Ports(*found[2 * id - 2 : 2 * id]) for id in range(1, brokers + 1)}
    raise BrokerFailed(f"no {2 * brokers} free ports between {FIRST_PORT} and {LAST_PORT}")


def _free(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
