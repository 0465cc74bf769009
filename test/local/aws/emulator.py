"""Starts the emulator as its own process, as its users do."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

PACKAGE = Path(__file__).resolve().parents[3] / "local" / "aws"
START_SECONDS = 180.0
HURRY = 10
"""For tests of what happens by itself: it happens this many times as often."""


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Emulator:
    """One emulator over one folder; may be killed and started again."""

    def __init__(
        self, folder: Path, without: str = "", owner: str = "a-test", hurry: int = 1, enforce_iam: bool = False
    ) -> None:
        self.folder = folder
        self.hurry = hurry
        self.port = free_port()
        self.owner = owner
        self.without = without
        self.flags = ["--enforce-iam"] if enforce_iam else []
        self.process: subprocess.Popen[str] | None = None

    def command(self, **changed: str) -> list[str]:
        """The command line, with options replaced."""
        options = {
            "port": str(self.port),
            "owner": self.owner,
            **{name: str(self.folder / name) for name in ("state", "objects", "images", "volumes")},
            **changed,
        }
        return [sys.executable, "-m", "emulated_aws", *(f"--{name}={value}" for name, value in options.items()), *self.flags]

    def environment(self) -> dict[str, str]:
        """The test's environment plus the package, what is left out, and the hurry."""
        own = {"PYTHONPATH": str(PACKAGE), "CAP_AWS_WITHOUT": self.without, "CAP_AWS_HURRY": str(self.hurry)}
        return {**os.environ, **own}

    def start(self) -> Emulator:
        """Start and wait until it is ready."""
        self.log = open(self.folder / "log", "a", encoding="utf-8")  # noqa: SIM115 (closed in stop)
        self.process = subprocess.Popen(self.command(), env=self.environment(), stderr=self.log, text=True)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise AssertionError(f"exit {self.process.returncode}: {self.said()}")
            try:
                if self.page("/_cap/status")["ready"]:
                    return self
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"not ready after {START_SECONDS} s: {self.said()}")

    def said(self) -> str:
        """All that it wrote to stderr."""
        return (self.folder / "log").read_text(encoding="utf-8")

    def refused(self, **changed: str) -> tuple[int, str]:
        """Run a second one that is expected to say no; its exit code and stderr."""
        done = subprocess.run(
            self.command(**changed), env=self.environment(), capture_output=True, text=True, timeout=START_SECONDS
        )
        return done.returncode, done.stderr

    def page(self, path: str, method: str = "GET") -> Any:
        """One of the emulator's own pages."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def client(self, service: str, region: str = "eu-west-1", read_timeout: int = 60, **credentials: str) -> Any:
        """An SDK client, by default of the account itself; no retries, so that a test sees the first answer."""
        return boto3.client(
            service,
            region_name=region,
            endpoint_url=f"http://127.0.0.1:{self.port}",
            **(credentials or {"aws_access_key_id": "123456789012", "aws_secret_access_key": "emulated"}),
            config=Config(retries={"total_max_attempts": 1}, s3={"addressing_style": "path"}, read_timeout=read_timeout),
        )

    def kill(self) -> None:
        """kill -9: no last save, no clean-up."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to leave; its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> int:
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(timeout=120)
        self.log.close()
        return code


def until(what: Any, seconds: float = 120.0) -> Any:
    """Ask again until the answer is truthy; returns it, or the last answer when the time is up."""
    deadline = time.monotonic() + seconds
    while not (answer := what()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return answer
