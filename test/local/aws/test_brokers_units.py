"""The parts around the brokers: finding tools, fetching, configuration, ports, the wire."""

from __future__ import annotations

import socket
import stat
from pathlib import Path

import pytest
from tasks_support import PACKAGE  # noqa: F401 - makes emulated_aws importable

from emulated_aws.brokers import cluster, fetch, java, msk, wire
from emulated_aws.brokers.properties import Ports, broker_properties, parse_properties


def tool(folder: Path, name: str, says: str) -> None:
    """A program that prints a version."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{says}\nEND\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder as the only place for tools, beside the system's shell."""
    for name in ("JAVA_HOME", "MAVEN_HOME"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("cat", "sh"):
        (folder / name).symlink_to(f"/bin/{name}")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_a_missing_java_is_one_clear_line(only: Path, tmp_path: Path) -> None:
    with pytest.raises(java.ToolMissing, match=r"^java: not found on PATH nor in JAVA_HOME; install"):
        fetch.fetch(tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_an_old_java_is_named_with_what_is_wanted(only: Path) -> None:
    tool(only, "java", 'openjdk version "11.0.2" 2019-01-15')
    with pytest.raises(
        java.ToolMissing, match=r'found .*/java \(openjdk version "11.0.2" 2019-01-15\), want 17 or newer'
    ):
        java.java()


def test_java_eight_is_not_one_point_eight_hundred(only: Path) -> None:
    tool(only, "java", 'java version "1.8.0_401"')
    with pytest.raises(java.ToolMissing, match="want 17"):
        java.java()


def test_java_home_comes_first(only: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(only, "java", 'openjdk version "11.0.2"')
    tool(only.parent / "jdk" / "bin", "java", 'openjdk version "21.0.1"')
    monkeypatch.setenv("JAVA_HOME", str(only.parent / "jdk"))
    assert java.java() == str(only.parent / "jdk" / "bin" / "java")


def test_a_missing_or_old_maven_is_one_clear_line(only: Path) -> None:
    with pytest.raises(java.ToolMissing, match=r"^mvn: not found"):
        java.maven()
    tool(only, "mvn", "\x1b[1mApache Maven 3.0.5\x1b[m")
    with pytest.raises(java.ToolMissing, match=r"want 3.6 or newer"):
        java.maven()


def test_a_fetch_that_fails_leaves_nothing_half_done(only: Path, tmp_path: Path) -> None:
    tool(only, "java", 'openjdk version "17.0.1"')
    tool(only, "mvn", "Apache Maven 3.9.1")
    with pytest.raises(fetch.FetchFailed, match="is not there"):
        fetch.fetch(tmp_path / "tools" / "kafka")
    assert list((tmp_path / "tools").iterdir()) == []


def test_what_is_complete_is_not_fetched_again(only: Path, tmp_path: Path) -> None:
    (tmp_path / "libs").mkdir()
    (tmp_path / "libs" / fetch.MAIN_JAR).touch()
    assert fetch.fetch(tmp_path) is False


def test_replicas_follow_the_brokers_and_a_configuration_cannot_move_them() -> None:
    ports = {id: Ports(1000 + id, 2000 + id) for id in (1, 2, 3)}
    given = parse_properties(
        "# MSK\nnum.partitions = 5\ndefault.replication.factor=9\nlisteners=PLAINTEXT://0.0.0.0:1\n"
    )
    three = parse_properties(broker_properties(2, ports, Path("/d"), given))
    one = parse_properties(broker_properties(1, {1: ports[1]}, Path("/d"), given))
    assert (three["default.replication.factor"], three["min.insync.replicas"]) == ("3", "2")
    assert (one["default.replication.factor"], one["min.insync.replicas"]) == ("1", "1")
    assert three["num.partitions"] == "5"
    assert three["listeners"] == "PLAINTEXT://127.0.0.1:1002,CONTROLLER://127.0.0.1:2002"


def test_every_way_in_that_a_cluster_has_leads_to_its_brokers() -> None:
    proofs = {"ClientAuthentication": {"sasl": {"iam": {"enabled": True}, "scram": {"enabled": True}}}}
    assert msk.ways_in(proofs, "a:1") == {"BootstrapBrokerStringSaslIam": "a:1", "BootstrapBrokerStringSaslScram": "a:1"}
    only_iam = {"ClientAuthentication": {"sasl": {"iam": {"enabled": True}, "scram": {"enabled": False}}}}
    assert msk.ways_in(only_iam, "a:1") == {"BootstrapBrokerStringSaslIam": "a:1"}
    assert msk.ways_in({"ClientAuthentication": {"unauthenticated": {"enabled": True}}}, "a:1") == {
        "BootstrapBrokerString": "a:1"
    }


def test_ports_are_free_and_a_given_base_is_kept() -> None:
    chosen = cluster.choose_ports(3)
    assert len({port for at in chosen.values() for port in (at.client, at.controller)}) == 6
    assert cluster.all_free(chosen)
    assert cluster.choose_ports(2, 21000) == {1: Ports(21000, 21001), 2: Ports(21002, 21003)}


def test_clusters_that_start_at_the_same_time_do_not_choose_the_same_ports() -> None:
    assert len({cluster.choose_ports(1)[1].client for _ in range(20)}) > 10


def test_a_taken_port_is_not_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not cluster.all_free({1: Ports(port, port)})
        assert wire.brokers_known_to(1) == set()


def test_cluster_ids_are_as_kafkas() -> None:
    ids = {cluster.new_cluster_id() for _ in range(200)}
    assert len(ids) == 200 and all(len(id) == 22 and not id.startswith("-") for id in ids)
