"""The configuration of one broker: KRaft, broker and controller in one process, loopback only, small.

Kafka's settings are described at https://kafka.apache.org/43/configuration/; here only why they differ from the
defaults: everything internal is made small, and replicas follow the number of brokers as MSK's defaults do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
MAX_REPLICAS = 3
_OURS = (
    "process.",
    "node.",
    "listeners",
    "listener.",
    "advertised.",
    "controller.",
    "inter.broker.",
    "log.dir",
    "broker.id",
    "zookeeper.",
    "metadata.log.dir",
    "authorizer.",
    "super.users",
    "ssl.",
    "sasl.",
)
"""Settings that decide where and as whom a broker runs: a cluster's own configuration does not change them here."""
_REPLICAS = (
    "default.replication.factor",
    "offsets.topic.replication.factor",
    "transaction.state.log.replication.factor",
)
_IN_SYNC = ("min.insync.replicas", "transaction.state.log.min.isr")


@dataclass(frozen=True, slots=True)
class Ports:
    """Where one broker listens."""

    client: int
    controller: int


_GUARDED = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",
    "allow.everyone.if.no.acl.found": "false",
}
"""ACLs are kept and asked. Everybody on loopback is the super user ANONYMOUS, the brokers themselves among them."""


def broker_properties(
    node: int, ports: Mapping[int, Ports], data: Path, given: Mapping[str, str], guarded: bool = False
) -> str:
    """server.properties of one node; `given` is the cluster's own configuration (an MSK configuration)."""
    replicas = min(len(ports), MAX_REPLICAS)
    in_sync = max(1, replicas - 1)
    own = {name: value for name, value in given.items() if not name.startswith(_OURS)}
    own |= {name: str(min(int(own[name]), replicas)) for name in _REPLICAS if own.get(name, "").isdigit()}
    own |= {name: str(min(int(own[name]), in_sync)) for name in _IN_SYNC if own.get(name, "").isdigit()}
    settings = {
        "offsets.topic.replication.factor": replicas,
        "transaction.state.log.replication.factor": replicas,
        "share.coordinator.state.topic.replication.factor": replicas,
        "default.replication.factor": replicas,
        "min.insync.replicas": in_sync,
        "transaction.state.log.min.isr": in_sync,
        "share.coordinator.state.topic.min.isr": in_sync,
        # Internal topics of 50 partitions each cost seconds at start, for a handful of groups.
        "offsets.topic.num.partitions": 8,
        "transaction.state.log.num.partitions": 8,
        "share.coordinator.state.topic.num.partitions": 4,
        "group.initial.rebalance.delay.ms": 0,
        "auto.create.topics.enable": "false",
        "num.network.threads": 2,
        "num.io.threads": 4,
        "num.recovery.threads.per.data.dir": 2,
        # A dead broker is noticed in 6 s in place of 9.
        "broker.session.timeout.ms": 6000,
        "log.cleaner.dedupe.buffer.size": 16 * 1024 * 1024,
        **own,
        "process.roles": "broker,controller",
        "node.id": node,
        "controller.quorum.voters": ",".join(f"{id}@{HOST}:{at.controller}" for id, at in ports.items()),
        "controller.listener.names": "CONTROLLER",
        "listeners": f"PLAINTEXT://{HOST}:{ports[node].client},CONTROLLER://{HOST}:{ports[node].controller}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{ports[node].client}",
        "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "inter.broker.listener.name": "PLAINTEXT",
        "log.dirs": str(data),
        **(_GUARDED if guarded else {}),
    }
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def parse_properties(text: str) -> dict[str, str]:
    """Java properties as an MSK configuration holds them: `name = value` lines and # comments."""
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.partition("=") for line in lines if line and not line.startswith(("#", "!")) and "=" in line]
    return {name.strip(): value.strip() for name, _, value in pairs}


def log_settings(file: Path) -> str:
    """log4j2 properties: warnings only, into two files of 4 MB, so that a broker cannot fill the disk with its log."""
    return (
        "status=ERROR\n"
        f"appender.f.type=RollingFile\nappender.f.name=F\nappender.f.fileName={file}\nappender.f.filePattern={file}.%i\n"
        "appender.f.layout.type=PatternLayout\nappender.f.layout.pattern=%d %p %c{1} %m%n\n"
        "appender.f.policies.type=Policies\nappender.f.policies.size.type=SizeBasedTriggeringPolicy\n"
        "appender.f.policies.size.size=4MB\nappender.f.strategy.type=DefaultRolloverStrategy\n"
        "appender.f.strategy.max=1\nrootLogger.level=WARN\nrootLogger.appenderRef.f.ref=F\n"
    )
