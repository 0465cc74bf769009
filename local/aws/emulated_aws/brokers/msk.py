"""What ministack's MSK answers once its clusters have brokers.

ministack 1.5.33 stores a cluster, calls it ACTIVE at once, and answers with a made-up broker. Here a cluster is
CREATING until its brokers answer; its addresses are theirs. Only plaintext listeners exist: whatever a cluster's
encryption and authentication say is an echo, and every way in that it has leads to the same listener.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from types import ModuleType
from typing import Any, Protocol

from ..patching import around
from .cluster import KafkaCluster
from .properties import parse_properties

Answer = tuple[int, dict[str, str], bytes]


class Clusters(Protocol):
    """The Kafka clusters behind the MSK clusters."""

    def create(self, arn: str, info: dict[str, Any]) -> None:
        """Start brokers for it, in the background."""

    def delete(self, arn: str) -> None:
        """End them and remove their data, in the background."""

    def find(self, arn: str) -> KafkaCluster | None:
        """The cluster, if it has brokers."""


def state_of(cluster: KafkaCluster, was_active: bool) -> str:
    """MSK's word for it: HEALING is a cluster that was active and misses a broker."""
    if cluster.failure is not None:
        return "FAILED"
    return "ACTIVE" if cluster.ready else "HEALING" if was_active else "CREATING"


def ways_in(info: dict[str, Any], bootstrap: str) -> dict[str, str]:
    """GetBootstrapBrokers' answer: an address for each way in that the cluster was made with."""
    sasl = (info.get("ClientAuthentication") or {}).get("sasl") or {}
    proofs = [name for name in ("Iam", "Scram") if (sasl.get(name.lower()) or {}).get("enabled")]
    return {f"BootstrapBrokerStringSasl{name}": bootstrap for name in proofs} or {"BootstrapBrokerString": bootstrap}


def server_properties(msk: ModuleType, info: dict[str, Any]) -> dict[str, str]:
    """The settings of the MSK configuration that a cluster names; none if it names none."""
    software = info.get("CurrentBrokerSoftwareInfo") or {}
    revisions = msk._config_revisions.get(software.get("ConfigurationArn")) or []
    wanted = software.get("ConfigurationRevision")
    found = next((one for one in revisions if one["Revision"] == wanted), None)
    held = found["ServerProperties"] if found else ""
    try:
        text = held if isinstance(held, bytes) else base64.b64decode(held, validate=True)
        return parse_properties(text.decode())
    except ValueError:
        return parse_properties(str(held))


def apply(msk: ModuleType, clusters: Clusters) -> None:
    """Hook into ministack's functions; `handle_request` finds them by their names."""

    @around(msk, "_create_cluster")
    def _(original: Callable[..., Answer], body: bytes) -> Answer:
        status, headers, content = original(body)
        if status != 200:
            return status, headers, content
        created = json.loads(content)
        info = msk._clusters[created["clusterArn"]]
        info["State"] = created["state"] = "CREATING"
        clusters.create(created["clusterArn"], info)
        return status, headers, json.dumps(created).encode()

    @around(msk, "_delete_cluster")
    def _(original: Callable[..., Answer], arn: str) -> Answer:
        answer = original(arn)
        if answer[0] == 200:
            clusters.delete(arn)
        return answer

    @around(msk, "_get_bootstrap_brokers")
    def _(original: Callable[..., Answer], arn: str) -> Answer:
        cluster = clusters.find(arn)
        if cluster is None or msk._validate_existing_cluster_arn(arn):
            return original(arn)
        return msk._json(ways_in(msk._clusters[arn], cluster.bootstrap))

    @around(msk, "_list_nodes")
    def _(original: Callable[..., Answer], arn: str) -> Answer:
        status, headers, content = original(arn)
        cluster = clusters.find(arn)
        if cluster is None or status != 200:
            return status, headers, content
        answer = json.loads(content)
        for node, address in zip(answer["nodeInfoList"], cluster.bootstrap.split(","), strict=False):
            node["brokerNodeInfo"].update(endpoints=[address.partition(":")[0]], clientVpcIpAddress="127.0.0.1")
        return status, headers, json.dumps(answer).encode()
