"""MSK clusters of the emulated AWS and the brokers behind them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from brokers_support import kafka_home
from tasks_support import Emulator, alive, until

from emulated_aws.brokers.wire import brokers_known_to

NODES = {"ClientSubnets": ["subnet-1"], "InstanceType": "kafka.m5.large"}


class Msk:
    """One emulator with short ways to ask about its only cluster."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.api = emulator.client("kafka")
        self.arn = ""

    def create(self, **more: Any) -> None:
        """Create the cluster."""
        self.arn = self.api.create_cluster(
            ClusterName="bus", KafkaVersion="3.6.0", NumberOfBrokerNodes=1, BrokerNodeGroupInfo=NODES, **more
        )["ClusterArn"]

    def state(self) -> str:
        """Of the cluster."""
        return str(self.api.describe_cluster(ClusterArn=self.arn)["ClusterInfo"]["State"])

    def bootstrap(self) -> dict[str, str]:
        """GetBootstrapBrokers without the envelope."""
        answer = self.api.get_bootstrap_brokers(ClusterArn=self.arn)
        return {name: value for name, value in answer.items() if name != "ResponseMetadata"}

    def port(self) -> int:
        """Of the broker, as a client would learn it."""
        return int(self.bootstrap()["BootstrapBrokerString"].rpartition(":")[2])

    def pids(self) -> list[int]:
        """Of its brokers."""
        return [broker["pid"] for broker in self.emulator.status()["brokers"]]


@pytest.fixture
def msk(tmp_path: Path) -> Iterator[Msk]:
    emulator = Emulator(tmp_path, kafka_home()).start()
    yield Msk(emulator)
    emulator.stop()


def test_a_cluster_is_active_when_its_broker_answers_and_goes_with_its_data(msk: Msk) -> None:
    msk.create()
    assert msk.state() == "CREATING"
    until(lambda: msk.state() == "ACTIVE", "active", 20)
    assert set(msk.bootstrap()) == {"BootstrapBrokerString"}
    assert brokers_known_to(msk.port()) == {1}
    newer = msk.api.describe_cluster_v2(ClusterArn=msk.arn)["ClusterInfo"]
    assert (newer["State"], newer["Provisioned"]["NumberOfBrokerNodes"]) == ("ACTIVE", 1)
    assert msk.api.list_clusters_v2()["ClusterInfoList"][0]["ClusterName"] == "bus"
    [node] = msk.api.list_nodes(ClusterArn=msk.arn)["NodeInfoList"]
    assert node["BrokerNodeInfo"]["ClientVpcIpAddress"] == "127.0.0.1"
    [pid] = msk.pids()
    msk.api.delete_cluster(ClusterArn=msk.arn)
    until(lambda: not alive(pid), "ended", 15)
    until(lambda: list((msk.emulator.folder / "state" / "brokers").iterdir()) == [], "removed")
    assert msk.emulator.status()["brokers"] == []


def test_brokers_outlive_a_killed_emulator_come_back_when_they_die_and_keep_data_over_a_stop(msk: Msk) -> None:
    msk.create()
    until(lambda: msk.state() == "ACTIVE", "active", 20)
    before, address = msk.pids(), msk.bootstrap()
    msk.emulator.save()
    msk.emulator.kill()
    msk.emulator.start()
    assert msk.pids() == before
    until(lambda: msk.state() == "ACTIVE", "active again")
    os.kill(before[0], signal.SIGKILL)
    until(lambda: msk.state() == "HEALING", "noticed")
    until(lambda: msk.state() == "ACTIVE", "healed", 20)
    after = msk.pids()
    msk.emulator.stop()
    assert not any(alive(pid) for pid in after)
    msk.emulator.start()
    until(lambda: msk.state() == "ACTIVE", "started again", 20)
    assert msk.bootstrap() == address


def test_a_configuration_reaches_the_broker(msk: Msk) -> None:
    made = msk.api.create_configuration(
        Name="c", ServerProperties=b"num.partitions=7\nauto.create.topics.enable=true\n"
    )
    msk.create(ConfigurationInfo={"Arn": made["Arn"], "Revision": 1})
    file = next(
        iter(until(lambda: list(msk.emulator.folder.glob("state/brokers/*/broker-1/server.properties")), "written"))
    )
    text = until(file.read_text, "content")
    assert "num.partitions=7\n" in text and "auto.create.topics.enable=true\n" in text


def test_without_kafka_a_cluster_is_an_echo_and_says_so(tmp_path: Path) -> None:
    emulator = Emulator(tmp_path).start()
    try:
        msk = Msk(emulator)
        msk.create()
        assert msk.state() == "ACTIVE"
        assert "echo" in emulator.status()["brokers"][0]["state"]
    finally:
        emulator.stop()
