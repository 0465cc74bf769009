"""An emulator of its own for a test, images to run in it, and short ways to ask it things."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import boto3

PACKAGE = Path(__file__).resolve().parents[3] / "local" / "aws"
sys.path.insert(0, str(PACKAGE))

from emulated_aws.tasks.files import write_json  # noqa: E402
from emulated_aws.tasks.images import digest_of  # noqa: E402
from emulated_aws.tasks.processes import Process  # noqa: E402

ACCOUNT, REGION = "123456789012", "eu-west-1"
REGISTRY = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com"
T = TypeVar("T")
PATIENCE = 8.0
"""Limits are for an idle machine; a busy one is slower, not wrong."""

SERVER = """
import http.server, os, signal, subprocess, sys, time
print("up", VERSION, flush=True)
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/stream"):
            self.send_response(200); self.send_header("content-type", "text/event-stream"); self.end_headers()
            for n in range(3):
                self.wfile.write(f"data: {n}\\n\\n".encode()); self.wfile.flush(); time.sleep(0.4)
            return
        body = b"x" * 5_000_000 if self.path == "/large" else f"{VERSION} {self.path}".encode()
        self.send_response(200); self.send_header("content-length", str(len(body))); self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_): pass
signal.signal(signal.SIGTERM, lambda *_: (print("draining", VERSION, flush=True), os._exit(0)))
http.server.ThreadingHTTPServer((os.environ["TASK_ADDRESS"], 8080), Answer).serve_forever()
"""
"""Answers `<version> <path>`; ends with 0 on SIGTERM."""


def until(look: Callable[[], T], what: str, seconds: float = 10.0) -> T:
    """The first true answer; fails after the time with the last one."""
    limit = time.monotonic() + seconds * PATIENCE
    while True:
        answer = look()
        if answer:
            return answer
        assert time.monotonic() < limit, f"not within {seconds} s: {what}; last: {answer!r}"
        time.sleep(0.05)


def fastest(act: Callable[[], object], limit: float) -> float:
    """Seconds that the fastest of a few takes: a busy machine makes one late, a fault makes all late. Ends below `limit`."""
    best = float("inf")
    for _ in range(5):
        began = time.monotonic()
        act()
        best = min(best, time.monotonic() - began)
        if best < limit:
            break
    return best


def push(images: Path, repository: str, tag: str, files: dict[str, str], command: list[str]) -> str:
    """Write an image as the build does; returns its digest."""
    temporary = images / f".{repository.replace('/', '__')}-{tag}"
    temporary.mkdir(parents=True)
    for name, content in files.items():
        (temporary / name).write_text(content)
    digest = digest_of(temporary, command, {})
    about = {"repository": repository, "tag": tag, "digest": digest, "command": command, "env": {}}
    write_json(temporary / "image.json", about)
    folder = images / digest.replace(":", "-")
    if folder.exists():
        shutil.rmtree(temporary)
    else:
        temporary.rename(folder)
    file = images / "tags" / repository.replace("/", "__") / tag
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(digest)
    return digest


class Emulator:
    """The real program, in a folder of its own."""

    def __init__(self, folder: Path, kafka_home: Path | None = None) -> None:
        self.folder = folder
        self.images = folder / "images"
        self.volumes = folder / "volumes"
        self.kafka_home = kafka_home
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Emulator:
        """Start, and wait until it is ready; a second start uses the same port."""
        named = {
            "port": self.port,
            "state": self.folder / "state",
            "objects": self.folder / "objects",
            "images": self.images,
            "volumes": self.volumes,
            "owner": "test",
        }
        if self.kafka_home:
            named["kafka-home"] = self.kafka_home
        self.port = self.port or free_port()
        named["port"] = self.port
        words = [word for name, value in named.items() for word in (f"--{name}", str(value))]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "emulated_aws", *words],
            env={**os.environ, "PYTHONPATH": str(PACKAGE), "PARENT_SECRET": "must not leak"},
            stdout=(self.folder / "emulator.log").open("ab"),
            stderr=subprocess.STDOUT,
        )
        until(self.ready, "emulator ready", 20)
        return self

    def ready(self) -> bool:
        """Whether it answers."""
        assert self.process is None or self.process.poll() is None, (self.folder / "emulator.log").read_text()[-2000:]
        try:
            return bool(self.status()["ready"])
        except OSError:
            return False

    def status(self) -> dict[str, Any]:
        """What /_cap/status says."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/_cap/status", timeout=60) as answer:
            return dict(json.load(answer))

    def save(self) -> None:
        """Save now."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/_cap/save", method="POST")
        urllib.request.urlopen(request, timeout=60).close()

    def tasks(self) -> list[dict[str, Any]]:
        """Task processes that run."""
        return list(self.status()["tasks"])

    def pids(self) -> set[int]:
        """Their pids."""
        return {task["pid"] for task in self.tasks()}

    def kill(self) -> None:
        """kill -9."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self, seconds: float = 120) -> None:
        """SIGTERM, and wait."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(seconds)

    def client(self, service: str) -> Any:
        """A boto3 client of it."""
        return boto3.client(
            service,
            region_name=REGION,
            endpoint_url=f"http://127.0.0.1:{self.port}",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )


def free_port() -> int:
    """A port that is free now."""
    import socket

    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return int(bound.getsockname()[1])


def alive(pid: int) -> bool:
    """Whether a process with this pid runs."""
    return Process.of(pid) is not None


class Cluster:
    """One ECS cluster with short ways to define and watch services."""

    def __init__(self, emulator: Emulator) -> None:
        self.emulator = emulator
        self.ecs = emulator.client("ecs")
        self.ecs.create_cluster(clusterName="c")

    def image(self, tag: str, program: str = SERVER) -> str:
        """Push a Python program as cap/app:<tag>; VERSION is the tag. Returns the reference."""
        push(
            self.emulator.images,
            "cap/app",
            tag,
            {"main.py": f"VERSION = {tag!r}\n{program}"},
            [sys.executable, "main.py"],
        )
        return f"{REGISTRY}/cap/app:{tag}"

    def define(self, image: str, **more: Any) -> str:
        """Register a definition of one container; returns its ARN."""
        container = {"name": "app", "image": image, "essential": True, "stopTimeout": 5, **more}
        return str(
            self.ecs.register_task_definition(
                family="app",
                requiresCompatibilities=["FARGATE"],
                networkMode="awsvpc",
                cpu="256",
                memory="512",
                containerDefinitions=[container],
            )["taskDefinition"]["taskDefinitionArn"]
        )

    def serve(self, definition: str, count: int = 1, name: str = "app", **more: Any) -> None:
        """Create a service with the circuit breaker on."""
        self.ecs.create_service(
            cluster="c",
            serviceName=name,
            taskDefinition=definition,
            desiredCount=count,
            launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": ["subnet-1"]}},
            deploymentConfiguration={
                "deploymentCircuitBreaker": {"enable": True, "rollback": True},
                "minimumHealthyPercent": 100,
                "maximumPercent": 200,
            },
            **more,
        )

    def service(self, name: str = "app") -> dict[str, Any]:
        """DescribeServices of one."""
        return dict(self.ecs.describe_services(cluster="c", services=[name])["services"][0])

    def rollout(self, name: str = "app") -> str:
        """State of the primary deployment."""
        return str(next(d["rolloutState"] for d in self.service(name)["deployments"] if d["status"] == "PRIMARY"))

    def stopped(self) -> list[dict[str, Any]]:
        """Tasks that have stopped or are stopping."""
        arns = self.ecs.list_tasks(cluster="c", desiredStatus="STOPPED")["taskArns"]
        return list(self.ecs.describe_tasks(cluster="c", tasks=arns)["tasks"]) if arns else []

    def steady(self, name: str = "app", seconds: float = 12) -> None:
        """Wait for COMPLETED with all tasks running."""
        until(
            lambda: (
                self.rollout(name) == "COMPLETED"
                and self.service(name)["runningCount"] == self.service(name)["desiredCount"]
            ),
            f"{name} steady",
            seconds,
        )
