"""One container as a process: the part of docker-py's Container that ministack calls, on top of files on disk.

Everything that a later emulator must know to take the container over lies in its folder (`spec.json` from us,
`run.json` and `exit.json` from its init), so an adopted container and one that we started are the same object.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from . import output
from .files import read_json, write_json
from .processes import Process

INIT = Path(__file__).with_name("container_init.py")
START_SECONDS = 10.0
AFTER_KILL_SECONDS = 5.0
KILLED = 137
"""Exit code of what nobody saw end: 128 + SIGKILL, as Docker says it."""
POLL_SECONDS = 0.02


class StartFailed(Exception):
    """The command could not be started; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Spec:
    """What a container is; written before it starts, never changed."""

    id: str
    name: str
    task_arn: str
    group: str
    """`service:<name>` for the task of a service."""
    image: str
    """The reference that was asked for."""
    digest: str
    address: str
    command: list[str]
    cwd: str
    endpoint: str
    """The emulator's endpoint that is in the container's environment: another one cannot adopt it."""
    stop_seconds: float
    metadata_uri: str
    labels: dict[str, str]


class Container:
    """A running or ended process of ours, with the attributes of docker-py's Container."""

    def __init__(self, folder: Path, spec: Spec, init: Process, main: Process, started_at: float) -> None:
        self.folder, self.spec = folder, spec
        self.id, self.name, self.labels = spec.id, spec.name, spec.labels
        self.init, self.main, self.started_at = init, main, started_at
        self.stopping = False
        self.readers = 0
        self.exit_code: int | None = None
        self.ended_at: float | None = None
        self.on_ended: list[Callable[[], None]] = []
        self._lock = threading.Lock()
        self.attrs = {
            "NetworkSettings": {"Networks": {"loopback": {"IPAddress": spec.address}}},
            "State": {"Status": "running"},
            "Labels": spec.labels,
        }

    @staticmethod
    def start(folder: Path, spec: Spec, environment: Mapping[str, str]) -> Container:
        """Start the process; returns when it runs. StartFailed if there is no such program."""
        folder.mkdir(mode=0o700, parents=True)
        write_json(folder / "spec.json", asdict(spec))
        init = subprocess.Popen(
            [sys.executable, "-I", "-S", str(INIT), str(folder)],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        # Collects the init when it ends, so that it does not stay a zombie while we live.
        threading.Thread(target=init.wait, daemon=True, name=f"init-{spec.id[:8]}").start()
        try:
            run = _first_line(init)
            return Container(folder, spec, _part(run, "init"), _part(run, "main"), float(run["startedAt"]))
        except (StartFailed, KeyError, TypeError) as error:
            init.kill()
            Container.discard(folder)
            raise StartFailed(f"{spec.command[0]}: {error}") from None

    @staticmethod
    def load(folder: Path) -> Container | None:
        """The container that an earlier emulator started in this folder; None if it never ran."""
        saved, run = read_json(folder / "spec.json"), read_json(folder / "run.json")
        try:
            return Container(folder, Spec(**saved), _part(run, "init"), _part(run, "main"), float(run["startedAt"]))
        except (KeyError, TypeError):
            return None

    @property
    def status(self) -> str:
        """docker-py's word: `running` or `exited`."""
        return "running" if self.exit_code is None else "exited"

    def reload(self) -> None:
        """Look at the process; what ministack calls before it reads `status`."""
        if self.exit_code is not None:
            return
        ended = read_json(self.folder / "exit.json")
        if ended is None and self.init.alive:
            return
        with self._lock:
            if self.exit_code is not None:
                return
            ended = ended or read_json(self.folder / "exit.json")
            if ended is None:
                # The init itself was killed: nobody will end the task's processes but us.
                self.main.send_to_group(signal.SIGKILL)
            ended = ended or {"code": KILLED, "at": time.time()}
            self.exit_code, self.ended_at = int(ended["code"]), float(ended["at"])
            self.attrs["State"] = {"Status": "exited"}
        for told in self.on_ended:
            told()

    def wait(self, timeout: float | None = None, **_: Any) -> dict[str, int]:
        """Until it has ended."""
        limit = None if timeout is None else time.monotonic() + timeout
        while self.status == "running":
            self.reload()
            if self.status == "running":
                if limit is not None and time.monotonic() > limit:
                    raise TimeoutError(f"{self.name} still runs after {timeout} s")
                time.sleep(POLL_SECONDS)
        return {"StatusCode": int(self.exit_code or 0)}

    def stop(self, timeout: float | None = None) -> None:
        """Ask it to end, as StopTask does: SIGTERM now, SIGKILL after the container's own stopTimeout.

        Returns at once. ministack calls this while a request waits and with a limit of its own (5 s), which is not the
        limit that the task definition promises.
        """
        with self._lock:
            if self.stopping or self.exit_code is not None:
                return
            self.stopping = True
        threading.Thread(
            target=self.end, args=(self.spec.stop_seconds,), name=f"stop-{self.id[:8]}", daemon=True
        ).start()

    def end(self, seconds: float) -> None:
        """SIGTERM, then SIGKILL after the given time; returns when it has ended."""
        self.stopping = True
        self.main.send(signal.SIGTERM)
        try:
            self.wait(seconds)
        except TimeoutError:
            self.kill()

    def kill(self, *_: Any) -> None:
        """SIGKILL to the whole process group; returns when it has ended."""
        self.stopping = True
        self.main.send_to_group(signal.SIGKILL)
        try:
            self.wait(AFTER_KILL_SECONDS)
        except TimeoutError:
            self.init.send(signal.SIGKILL)
            self.wait(AFTER_KILL_SECONDS)

    def remove(self, **_: Any) -> None:
        """Its end is asked for; the registry forgets it when it has ended and its output was read."""
        self.stop()

    def logs(self, stream: bool = False, follow: bool = False, tail: int | None = None, **_: Any) -> Any:
        """Its output so far, or, followed, as it comes: whole lines."""
        if not (stream and follow):
            return output.tail(self.folder, tail)
        return self._followed()

    def _followed(self) -> Iterator[bytes]:
        self.readers += 1
        try:
            yield from output.follow(self.folder, lambda: self.status == "exited")
        finally:
            self.readers -= 1

    def forget(self) -> None:
        """Remove what it left on disk."""
        self.discard(self.folder)

    @staticmethod
    def discard(folder: Path) -> None:
        """Remove the folder of a container that has ended, or never ran."""
        shutil.rmtree(folder, ignore_errors=True)


def _part(run: Any, name: str) -> Process:
    process = Process.parse(run[name])
    if process is None:
        raise KeyError(name)
    return process


def _first_line(init: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert init.stdout is not None
    timer = threading.Timer(START_SECONDS, init.kill)
    timer.start()
    try:
        line = init.stdout.readline()
    finally:
        timer.cancel()
        init.stdout.close()
    try:
        run = json.loads(line)
    except ValueError:
        raise StartFailed(line.decode(errors="replace").strip() or "its init ended at once") from None
    if "error" in run:
        raise StartFailed(str(run["error"]))
    return run


def new_id() -> str:
    """64 hexadecimal digits, as Docker's."""
    return os.urandom(32).hex()
