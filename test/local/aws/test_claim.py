"""A state folder belongs to one emulator and to one owner; a port to one process."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

from emulator import Emulator, free_port


def test_a_second_emulator_on_the_same_folder_is_refused(aws: Emulator) -> None:
    code, said = aws.refused(port=str(free_port()))
    assert code == 4
    assert f"is used by another emulator (pid {aws.process.pid})" in said
    assert len(said.strip().splitlines()) == 1


def test_another_owner_is_refused_and_told_what_to_do(launch: Callable[..., Emulator]) -> None:
    emulator = launch().start()
    emulator.stop()
    code, said = emulator.refused(owner="somebody-else")
    assert code == 4
    assert "belongs to owner 'a-test', not 'somebody-else'" in said
    assert "remove the folder to start anew" in said
    assert len(said.strip().splitlines()) == 1
    assert emulator.start().page("/_cap/status")["owner"] == "a-test"


def test_another_account_or_region_is_refused(launch: Callable[..., Emulator]) -> None:
    emulator = launch().start()
    emulator.stop()
    assert emulator.refused(account="210987654321")[0] == 4
    assert emulator.refused(region="eu-central-1")[0] == 4


def test_a_state_of_other_package_versions_is_refused(launch: Callable[..., Emulator]) -> None:
    emulator = launch().start()
    emulator.stop()
    identity = emulator.folder / "state" / "identity.json"
    found = json.loads(identity.read_text())
    found["versions"]["ministack"] = "0.0.1"
    identity.write_text(json.dumps(found))
    code, said = emulator.refused()
    assert code == 4
    assert "ministack 0.0.1" in said


def test_a_taken_port_is_one_line_and_exit_1(launch: Callable[..., Emulator]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = launch().refused(port=str(port))
    assert code == 1
    assert said.startswith(f"emulated_aws: port {port} on 127.0.0.1 is not free")
    assert len(said.strip().splitlines()) == 1


def test_it_listens_on_loopback_only(aws: Emulator) -> None:
    table = Path("/proc/net/tcp").read_text()
    assert f"0100007F:{aws.port:04X} 00000000:0000 0A" in table
    assert f"00000000:{aws.port:04X} 00000000:0000 0A" not in table
