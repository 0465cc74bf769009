"""One container as a process: its environment, its end, its output, and what survives of it on disk."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tasks_support import alive, until

from emulated_aws.tasks import container_init, output
from emulated_aws.tasks.addresses import AddressBook, listening_addresses
from emulated_aws.tasks.backoff import Backoff
from emulated_aws.tasks.container import Container, Spec, StartFailed, new_id
from emulated_aws.tasks.processes import Process

PATH = {"PATH": os.environ["PATH"]}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Any]:
    """Starts a program as a container, and leaves none behind."""
    started: list[Container] = []

    def run(program: str, stop_seconds: float = 5, command: list[str] | None = None) -> Container:
        spec = Spec(
            new_id(),
            "app",
            "arn",
            "service:app",
            "image",
            "sha256:0",
            "127.0.0.1",
            command or [sys.executable, "-u", "-c", program],
            str(tmp_path),
            "http://127.0.0.1:1",
            stop_seconds,
            "",
            {},
        )
        container = Container.start(tmp_path / spec.id, spec, PATH)
        started.append(container)
        return container

    yield run
    for container in started:
        container.kill()


@pytest.mark.parametrize(
    ("ending", "code"), [("exit(0)", 0), ("exit(3)", 3), ("import os; os.kill(os.getpid(), 9)", 137)]
)
def test_exit_code_is_what_a_shell_says(start: Any, ending: str, code: int) -> None:
    assert start(ending).wait(60) == {"StatusCode": code}


def test_an_unknown_program_is_named(start: Any) -> None:
    with pytest.raises(StartFailed, match="no-such-program"):
        start("", command=["no-such-program"])


def test_nothing_of_the_parents_environment_leaks(start: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARENT_SECRET", "x")
    container = start("import os; print(sorted(set(os.environ) - {'LC_CTYPE'}))")
    container.wait(60)
    assert container.logs() == b"['PATH']\n"


def test_children_end_with_their_parent_even_in_a_session_of_their_own(start: Any) -> None:
    container = start(
        "import subprocess, time\n"
        "print(subprocess.Popen(['sleep', '60']).pid)\n"
        "print(subprocess.Popen(['sleep', '60'], start_new_session=True).pid)\n"
        "time.sleep(60)"
    )
    children = [
        int(line)
        for line in until(lambda: len(container.logs().split()) == 2 and container.logs().split(), "children started")
    ]
    os.kill(container.main.pid, signal.SIGKILL)
    assert container.wait(60) == {"StatusCode": 137}
    assert not any(alive(child) for child in children)


def test_stop_is_sigterm_and_after_the_stop_timeout_sigkill(start: Any) -> None:
    polite = start("import signal, sys, time\nsignal.signal(15, lambda *_: sys.exit(7))\nprint('up')\ntime.sleep(60)")
    deaf = start("import signal, time\nsignal.signal(15, signal.SIG_IGN)\nprint('up')\ntime.sleep(60)", stop_seconds=5)
    until(lambda: polite.logs() and deaf.logs(), "both up")
    began = time.monotonic()
    deaf.stop(timeout=0)
    polite.stop(timeout=0)
    assert time.monotonic() - began < 5, "stop does not make a request wait"
    assert polite.wait(60) == {"StatusCode": 7}
    assert deaf.status == "running", "its own stopTimeout counts, not the caller's"
    assert deaf.wait(60) == {"StatusCode": 137}
    assert time.monotonic() - began >= 5


def test_output_on_disk_stays_bounded(start: Any) -> None:
    container = start("import sys\nfor n in range(300_000): sys.stdout.write(f'{n:060}\\n')", stop_seconds=1)
    container.wait(120)
    sizes = [file.stat().st_size for file in container.folder.glob("log*")]
    assert len(sizes) == 2 and sum(sizes) < 2 * container_init.LOG_BYTES + 70_000
    assert container.logs(tail=1).strip() == b"%060d" % 299_999


def test_followed_output_is_whole_lines_each_once_across_a_restart(start: Any) -> None:
    container = start(
        "import sys, time\nfor n in range(6):\n    sys.stdout.write(f'line {n}'); sys.stdout.flush()\n"
        "    time.sleep(0.15); sys.stdout.write('\\n'); sys.stdout.flush()"
    )
    lines: list[bytes] = []
    for chunk in container.logs(stream=True, follow=True):
        lines += chunk.splitlines()
        if len(lines) == 2:
            break
    # The first reader is gone in the middle; a second one, of another emulator say, goes on.
    held = Container.load(container.folder)
    assert held is not None

    def ended() -> bool:
        # What the emulator's watch does all the time: only its files tell that a container has ended.
        held.reload()
        return held.status == "exited"

    for chunk in output.follow(held.folder, ended):
        lines += chunk.splitlines()
    assert sorted(set(lines)) == [b"line %d" % n for n in range(6)]
    assert len(lines) <= 7, "at most the lines that the first reader had not acknowledged come twice"


def test_an_ended_container_is_read_from_its_folder(start: Any) -> None:
    container = start("exit(4)")
    container.wait(60)
    held = Container.load(container.folder)
    assert held is not None
    held.reload()
    assert (held.status, held.exit_code) == ("exited", 4)


def test_the_death_of_the_init_ends_the_task(start: Any) -> None:
    container = start("import time; time.sleep(60)")
    os.kill(container.init.pid, signal.SIGKILL)
    assert container.wait(60) == {"StatusCode": 137}
    until(lambda: not container.main.alive, "main ended")


def test_a_pid_alone_is_not_our_process() -> None:
    own = Process.of(os.getpid())
    assert own is not None and own.alive
    assert not Process(own.pid, "1").alive
    assert not Process(own.pid, "1").send(signal.SIGTERM), "and we are still here"


def test_addresses_are_not_shared_and_not_soon_used_again(tmp_path: Path) -> None:
    one, two = AddressBook(tmp_path), AddressBook(tmp_path)
    first, other = one.take(()), two.take(())
    assert first.rpartition(".")[0] != other.rpartition(".")[0], "two emulators never share a block"
    second = one.take(())
    assert second not in (first, other)
    assert one.take({f"{first.rpartition('.')[0]}.3"}).endswith(".4")
    one.close()
    two.close()


def test_an_address_on_which_somebody_listens_is_not_given(tmp_path: Path) -> None:
    import socket

    book = AddressBook(tmp_path)
    block, _, last = book.take(()).rpartition(".")
    following = f"{block}.{int(last) + 1}"
    with socket.socket() as taken:
        taken.bind((following, 0))
        taken.listen()
        assert following in listening_addresses()
        assert book.take(()) not in {following}
    book.close()


def test_backoff_slows_what_fails_by_itself_only() -> None:
    backoff = Backoff()
    for _ in range(5):
        backoff.ended("killed", 1, 137)
        backoff.ended("crashing", 1, 1)
    assert backoff.delay("killed") == 0
    assert backoff.delay("crashing") == 4
    backoff.ended("crashing", 60, 1)
    assert backoff.delay("crashing") == 0


def test_the_reader_goes_on_after_a_rotation(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_bytes(b"one\n")
    ended = [False]
    reading = output.follow(tmp_path, lambda: ended[0])
    assert next(reading) == b"one\n"
    with log.open("ab") as file:
        file.write(b"two\n")
    log.rename(tmp_path / "log.1")
    log.write_bytes(b"three\n")
    ended[0] = True
    assert b"".join(reading) == b"two\nthree\n"
