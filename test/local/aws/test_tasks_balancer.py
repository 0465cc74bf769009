"""A load balancer in front of real tasks: who answers, which health is reported, and what passes through."""

from __future__ import annotations

import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from tasks_support import SERVER, Cluster, Emulator, until

from emulated_aws.tasks.targets import matches


class Front:
    """The load balancer `cap-local`: /v1/* to `api`, all else to `web`."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.elb = cluster.emulator.client("elbv2")
        balancer = self.elb.create_load_balancer(Name="cap-local", Subnets=["subnet-1", "subnet-2"])["LoadBalancers"][0]
        self.dns = balancer["DNSName"]
        self.web, self.api = self.group("web"), self.group("api")
        listener = self.elb.create_listener(
            LoadBalancerArn=balancer["LoadBalancerArn"],
            Protocol="HTTP",
            Port=80,
            DefaultActions=[{"Type": "forward", "TargetGroupArn": self.web}],
        )["Listeners"][0]["ListenerArn"]
        self.elb.create_rule(
            ListenerArn=listener,
            Priority=10,
            Conditions=[{"Field": "path-pattern", "Values": ["/v1/*"]}],
            Actions=[{"Type": "forward", "TargetGroupArn": self.api}],
        )

    def group(self, name: str) -> str:
        """A target group whose members are unhealthy after ten seconds of failing."""
        return str(
            self.elb.create_target_group(
                Name=name,
                Protocol="HTTP",
                Port=8080,
                VpcId="vpc-1",
                TargetType="ip",
                HealthCheckPath="/health",
                HealthCheckIntervalSeconds=5,
                HealthCheckTimeoutSeconds=2,
                UnhealthyThresholdCount=2,
                HealthyThresholdCount=2,
            )["TargetGroups"][0]["TargetGroupArn"]
        )

    def serve(self, name: str, group: str, count: int = 1) -> None:
        """A service behind the group, running the image of its own name."""
        definition = self.cluster.define(self.cluster.image(name), portMappings=[{"containerPort": 8080}])
        self.cluster.serve(
            definition,
            count,
            name,
            loadBalancers=[{"targetGroupArn": group, "containerName": "app", "containerPort": 8080}],
        )

    def states(self, group: str) -> list[str]:
        """Health of the members."""
        members = self.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        return [member["TargetHealth"]["State"] for member in members]

    def get(self, path: str, host: str | None = None) -> tuple[int, bytes]:
        """GET through the emulator's port."""
        request = urllib.request.Request(self.url(path), headers={"Host": host} if host else {})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def url(self, path: str) -> str:
        """On the emulator's port."""
        return f"http://127.0.0.1:{self.cluster.emulator.port}{path}"


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    emulator = Emulator(tmp_path_factory.mktemp("balancer")).start()
    try:
        front = Front(Cluster(emulator))
        front.serve("web", front.web)
        front.serve("api", front.api, 2)
        front.cluster.steady("web")
        front.cluster.steady("api")
        yield front
    finally:
        emulator.stop()


@pytest.mark.parametrize(
    ("path", "host", "answer"),
    [
        ("/_alb/cap-local/", None, b"web /"),
        ("/_alb/cap-local/v1/events?limit=2", None, b"api /v1/events?limit=2"),
        ("/page", "cap-local.alb.localhost", b"web /page"),
        ("/v1/x", "cap-local.alb.localhost", b"api /v1/x"),
        ("/v1/y", "DNS", b"api /v1/y"),
    ],
)
def test_rules_choose_the_service(front: Front, path: str, host: str | None, answer: bytes) -> None:
    assert front.get(path, front.dns if host == "DNS" else host) == (200, answer)


def test_a_large_answer_is_whole(front: Front) -> None:
    status, body = front.get("/_alb/cap-local/large")
    assert (status, len(body)) == (200, 5_000_000)


def test_events_stream_as_they_come(front: Front) -> None:
    def times() -> list[float]:
        began = time.monotonic()
        with urllib.request.urlopen(front.url("/_alb/cap-local/stream"), timeout=60) as answer:
            return [time.monotonic() - began for line in answer if line.startswith(b"data:")]

    # A busy machine makes one look late; held back they would come all at once every time.
    seen = [times() for _ in range(3)]
    assert all(len(one) == 3 for one in seen)
    assert any(one[2] - one[0] > 0.6 for one in seen), seen


def test_health_is_that_of_the_tasks(front: Front) -> None:
    until(lambda: front.states(front.web) == ["healthy"], "web is healthy")
    until(lambda: front.states(front.api) == ["healthy", "healthy"], "api is healthy")


def test_a_task_that_hangs_is_unhealthy_and_replaced(front: Front) -> None:
    victim = next(task for task in front.cluster.emulator.tasks() if task["service"] == "web")
    os.kill(victim["pid"], signal.SIGSTOP)
    until(
        lambda: (
            victim["pid"] not in front.cluster.emulator.pids()
            or any(task["pid"] == victim["pid"] and task["stopping"] for task in front.cluster.emulator.tasks())
        ),
        "given up",
        25,
    )
    until(
        lambda: front.states(front.web) == ["healthy"] and front.get("/_alb/cap-local/")[0] == 200, "serves again", 15
    )
    reasons = [task["stoppedReason"] for task in front.cluster.stopped()]
    assert any("failed ELB health checks" in reason for reason in reasons)


def test_a_release_takes_over_without_a_failed_request(front: Front) -> None:
    slow_start = f"import time\ntime.sleep(2)\n{SERVER}"
    definition = front.cluster.define(front.cluster.image("api2", slow_start), portMappings=[{"containerPort": 8080}])
    front.cluster.ecs.update_service(cluster="c", service="api", taskDefinition=definition)
    seen: list[tuple[int, bytes]] = []
    limit = time.monotonic() + 120
    while time.monotonic() < limit and (len(seen) < 10 or {body[:4] for _, body in seen[-10:]} != {b"api2"}):
        seen.append(front.get("/_alb/cap-local/v1/z"))
        time.sleep(0.05)
    assert {status for status, _ in seen} == {200}
    assert seen[-1][1] == b"api2 /v1/z"


def test_a_release_that_never_answers_is_rolled_back(front: Front) -> None:
    def answers() -> Any:
        assert front.get("/_alb/cap-local/v1/z")[0] == 200
        return any(one.get("rolloutState") == "FAILED" for one in front.cluster.service("api")["deployments"])

    mute = front.cluster.define(front.cluster.image("mute", "import time\ntime.sleep(600)\n"))
    front.cluster.ecs.update_service(cluster="c", service="api", taskDefinition=mute)
    until(answers, "failed", 60)
    front.cluster.steady("api")
    assert all("mute" not in task["image"] for task in front.cluster.emulator.tasks())


@pytest.mark.parametrize(
    ("status", "codes", "expected"),
    [(200, "200", True), (204, "200-299", True), (302, "200,301-399", True), (500, "200-399", False)],
)
def test_matcher(status: int, codes: str, expected: bool) -> None:
    assert matches(status, codes) is expected
