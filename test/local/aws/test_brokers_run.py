"""Brokers by the command line: what the tests of the Kafka bus start, kill and stop."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from brokers_support import kafka_home
from tasks_support import PACKAGE, alive, until

from emulated_aws.brokers.wire import brokers_known_to


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Any]:
    """Starts the command line and reads its JSON line."""
    home = kafka_home()
    started: list[subprocess.Popen[str]] = []

    def start(*words: str) -> tuple[subprocess.Popen[str], dict[str, Any]]:
        program = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "emulated_aws.brokers",
                "run",
                "--home",
                str(home),
                "--data",
                str(tmp_path / "data"),
                *words,
            ],
            env={**os.environ, "PYTHONPATH": str(PACKAGE)},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(program)
        assert program.stdout is not None
        return program, json.loads(program.stdout.readline())

    yield start
    for program in started:
        program.terminate()
        program.wait(60)


def ports(line: dict[str, Any]) -> list[int]:
    return [broker["port"] for broker in line["brokers"]]


def test_one_broker_is_ready_soon_keeps_its_data_and_ends_on_sigterm(run: Any) -> None:
    program, first = run()
    assert first["ready"] is True
    assert first["bootstrap"] == f"127.0.0.1:{ports(first)[0]}"
    assert brokers_known_to(ports(first)[0]) == {1}
    program.send_signal(signal.SIGTERM)
    assert program.wait(60) == 0
    assert not alive(first["brokers"][0]["pid"])
    _, second = run()
    assert (second["clusterId"], second["bootstrap"]) == (first["clusterId"], first["bootstrap"])


def test_brokers_are_found_again_after_a_kill_and_not_doubled(run: Any) -> None:
    program, first = run()
    program.kill()
    program.wait()
    assert alive(first["brokers"][0]["pid"])
    _, second = run()
    assert second["brokers"] == first["brokers"]


def test_three_brokers_and_one_that_dies_comes_back(run: Any) -> None:
    _, line = run("--brokers", "3")
    until(lambda: [brokers_known_to(port) for port in ports(line)] == [{1, 2, 3}] * 3, "all know all")
    os.kill(line["brokers"][0]["pid"], signal.SIGKILL)
    until(lambda: brokers_known_to(ports(line)[0]) == set(), "down")
    until(lambda: brokers_known_to(ports(line)[0]) == {1, 2, 3}, "back", 30)


def test_a_taken_port_makes_the_cluster_move(run: Any) -> None:
    program, first = run()
    program.terminate()
    program.wait(60)
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", ports(first)[0]))
        taken.listen()
        _, second = run()
        assert ports(second) != ports(first) and second["clusterId"] == first["clusterId"]


def test_without_kafka_the_command_says_how_to_get_it(tmp_path: Path) -> None:
    kafka_home()
    words = [
        sys.executable,
        "-m",
        "emulated_aws.brokers",
        "run",
        "--home",
        str(tmp_path),
        "--data",
        str(tmp_path / "d"),
    ]
    ran = subprocess.run(
        words, env={**os.environ, "PYTHONPATH": str(PACKAGE)}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert ran.stderr == f"brokers: no Kafka in {tmp_path}; get it with `fetch --home {tmp_path}`\n"
