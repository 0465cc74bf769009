"""One Kafka process: formatted once, started, found again after a restart, ended."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from ..tasks.files import read_json, write_json
from ..tasks.processes import Process
from .java import java
from .properties import Ports, log_settings

FORMAT_SECONDS = 60.0
AFTER_KILL_SECONDS = 5.0
_POLL_SECONDS = 0.05
# The short-lived tool never needs the optimising compiler.
_TOOL_FLAGS = ("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
_BROKER_FLAGS = (
    "-Xms128m",
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:MaxDirectMemorySize=256m",
    "-Xshare:auto",
    "-Djava.awt.headless=true",
    "-XX:+ExitOnOutOfMemoryError",
)


class BrokerFailed(Exception):
    """A broker cannot be started; the message ends with what Kafka said."""


class Broker:
    """Broker `id` of one cluster; its files lie in `folder`."""

    def __init__(self, id: int, folder: Path, kafka_home: Path, ports: Ports) -> None:
        self.id, self.ports = id, ports
        self._folder = folder
        self._home = kafka_home
        self._pid_file = folder / "process.json"
        self.process = Process.parse(read_json(self._pid_file))
        self.started_at = 0.0

    @property
    def alive(self) -> bool:
        """Whether its process runs; one that an earlier program started counts."""
        return self.process is not None and self.process.alive

    def prepare(self, properties: str, cluster_id: str) -> None:
        """Write its configuration and, once, format its data folder."""
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / "server.properties").write_text(properties)
        (self._folder / "log4j2.properties").write_text(log_settings(self._folder / "broker.log"))
        if (self._folder / "data" / "meta.properties").exists():
            return
        ran = subprocess.run(
            self._java(
                _TOOL_FLAGS,
                "kafka.tools.StorageTool",
                "format",
                "-t",
                cluster_id,
                "-c",
                str(self._folder / "server.properties"),
                "--ignore-formatted",
            ),
            capture_output=True,
            text=True,
            timeout=FORMAT_SECONDS,
            check=False,
        )
        if ran.returncode:
            raise BrokerFailed(f"broker {self.id}: formatting failed: {_last_line(ran.stderr + ran.stdout)}")

    def start(self) -> None:
        """Start it, unless it runs."""
        if self.alive:
            return
        with (self._folder / "output.txt").open("wb") as output:
            started = subprocess.Popen(
                self._java(_BROKER_FLAGS, "kafka.Kafka", str(self._folder / "server.properties")),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd=self._folder,
            )
        threading.Thread(target=started.wait, daemon=True, name=f"broker-{self.id}").start()
        self.process = Process.of(started.pid)
        self.started_at = time.monotonic()
        write_json(self._pid_file, self.process.as_json() if self.process else None)

    def ask_to_end(self) -> None:
        """SIGTERM: an orderly shutdown."""
        if self.process:
            self.process.send(signal.SIGTERM)

    def wait_end(self, seconds: float) -> None:
        """Until it has ended; by force after the time. Kafka recovers: what was acknowledged is in the page cache."""
        limit = time.monotonic() + seconds
        while self.alive and time.monotonic() < limit:
            time.sleep(_POLL_SECONDS)
        if self.alive and self.process:
            self.process.send_to_group(signal.SIGKILL)
            limit = time.monotonic() + AFTER_KILL_SECONDS
            while self.alive and time.monotonic() < limit:
                time.sleep(_POLL_SECONDS)

    def last_words(self) -> str:
        """The last line that it wrote: why it ended, usually."""
        for name in ("output.txt", "broker.log"):
            try:
                text = (self._folder / name).read_text(errors="replace").strip()
            except OSError:
                continue
            if text:
                return _last_line(text)
        return "it wrote nothing"

    def _java(self, flags: Sequence[str], *words: str) -> list[str]:
        log = f"-Dlog4j2.configurationFile={self._folder / 'log4j2.properties'}"
        return [java(), *flags, log, "-cp", str(self._home / "libs" / "*"), *words]


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("\tat ")]
    return lines[-1][:400] if lines else "nothing"
