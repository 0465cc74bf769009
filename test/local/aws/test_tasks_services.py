"""ECS services whose tasks are real: start, replace, roll out, roll back, scale, delete; and what cannot start."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tasks_support import REGISTRY, Cluster, Emulator, alive, fastest, until

PRINT_ENVIRONMENT = (
    "import json, os, time\nprint(json.dumps(dict(os.environ)), os.getcwd(), flush=True)\ntime.sleep(60)\n"
)

ENDS_WHEN_LET_GO = """
import pathlib, signal, sys, time
def end(*_):
    while not pathlib.Path("let-go").exists(): time.sleep(0.05)
    sys.exit(5)
signal.signal(signal.SIGTERM, end)
pathlib.Path("listens").touch()
time.sleep(300)
"""
"""Works in the folder of volumes, as every task does."""


@pytest.fixture(scope="module")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    emulator = Emulator(tmp_path_factory.mktemp("services")).start()
    yield emulator
    emulator.stop()


@pytest.fixture
def cluster(emulator: Emulator) -> Iterator[Cluster]:
    cluster = Cluster(emulator)
    yield cluster
    for arn in cluster.ecs.list_services(cluster="c")["serviceArns"]:
        cluster.ecs.delete_service(cluster="c", service=arn, force=True)
    until(lambda: not emulator.tasks(), "nothing left")


def logged(cluster: Cluster, group: str) -> list[str]:
    logs = cluster.emulator.client("logs")
    streams = logs.describe_log_streams(logGroupName=group)["logStreams"]
    return [
        event["message"]
        for stream in streams
        for event in logs.get_log_events(logGroupName=group, logStreamName=stream["logStreamName"], startFromHead=True)[
            "events"
        ]
    ]


def log_to(group: str) -> dict[str, Any]:
    return {
        "logDriver": "awslogs",
        "options": {"awslogs-group": group, "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "s"},
    }


def reasons(cluster: Cluster) -> list[str]:
    return [task.get("stoppedReason", "") for task in cluster.stopped()]


def test_a_killed_task_is_replaced_within_a_second(cluster: Cluster) -> None:
    cluster.serve(cluster.define(cluster.image("k1")), 2)
    cluster.steady()
    addresses = {task["address"] for task in cluster.emulator.tasks()}
    assert len(addresses) == 2
    killed: set[int] = set()

    def replace() -> None:
        [victim, *_] = cluster.emulator.pids()
        killed.add(victim)
        os.kill(victim, signal.SIGKILL)
        until(lambda: len(cluster.emulator.pids() - killed) == 2, "replaced", 3)

    assert fastest(replace, 1.5) < 1.5
    codes = [container.get("exitCode") for task in cluster.stopped() for container in task["containers"]]
    assert 137 in codes


def test_a_release_rolls_out_and_a_broken_one_rolls_back(cluster: Cluster) -> None:
    cluster.serve(cluster.define(cluster.image("r1")), 2)
    cluster.steady()
    cluster.ecs.update_service(cluster="c", service="app", taskDefinition=cluster.define(cluster.image("r2")))
    cluster.steady()
    until(lambda: len(cluster.emulator.tasks()) == 2, "old drained")
    good = {task["image"] for task in cluster.emulator.tasks()}
    assert len(good) == 1
    crash = cluster.define(cluster.image("r3", "print('boom'); exit(3)"))
    cluster.ecs.update_service(cluster="c", service="app", taskDefinition=crash)
    until(lambda: any(d.get("rolloutState") == "FAILED" for d in cluster.service()["deployments"]), "failed", 15)
    cluster.steady()
    assert {task["image"] for task in cluster.emulator.tasks()} == good
    assert 3 in [container.get("exitCode") for task in cluster.stopped() for container in task["containers"]]


def test_a_first_release_that_crashes_is_a_failed_deployment(cluster: Cluster) -> None:
    cluster.serve(cluster.define(cluster.image("f1", "exit(1)")), name="first")
    until(lambda: cluster.rollout("first") == "FAILED", "failed", 15)


def test_scaling_to_zero_and_back(cluster: Cluster) -> None:
    cluster.serve(cluster.define(cluster.image("s1")))
    cluster.steady()
    [pid] = cluster.emulator.pids()
    cluster.ecs.update_service(cluster="c", service="app", desiredCount=0)
    until(lambda: not alive(pid), "stopped")
    until(lambda: all(task["lastStatus"] == "STOPPED" for task in cluster.stopped()), "records say so")
    cluster.ecs.update_service(cluster="c", service="app", desiredCount=1)
    cluster.steady()


def test_a_task_is_stopping_until_its_process_has_ended(cluster: Cluster) -> None:
    definition = cluster.define(cluster.image("slow", ENDS_WHEN_LET_GO), stopTimeout=60)
    listens, let_go = (cluster.emulator.volumes / name for name in ("listens", "let-go"))
    arn = cluster.ecs.run_task(cluster="c", taskDefinition=definition, launchType="FARGATE")["tasks"][0]["taskArn"]

    def task() -> dict[str, Any]:
        return dict(cluster.ecs.describe_tasks(cluster="c", tasks=[arn])["tasks"][0])

    until(lambda: task()["lastStatus"] == "RUNNING", "running")
    until(listens.exists, "listening")
    cluster.ecs.stop_task(cluster="c", task=arn, reason="test")
    assert (task()["lastStatus"], task()["desiredStatus"]) == ("STOPPING", "STOPPED")
    let_go.touch()
    until(lambda: task()["lastStatus"] == "STOPPED", "stopped")
    assert task()["containers"][0]["exitCode"] == 5


def test_a_missing_image_fails_the_task_in_fargates_words(cluster: Cluster) -> None:
    definition = cluster.define(f"{REGISTRY}/cap/app:never-pushed")
    cluster.serve(definition, name="missing")
    until(lambda: any("CannotPullContainerError" in reason for reason in reasons(cluster)), "failed")
    until(lambda: cluster.rollout("missing") == "FAILED", "deployment failed")
    run = cluster.ecs.run_task(cluster="c", taskDefinition=definition)["tasks"][0]["taskArn"]
    until(
        lambda: (
            "CannotPullContainerError: failed to resolve ref"
            in cluster.ecs.describe_tasks(cluster="c", tasks=[run])["tasks"][0].get("stoppedReason", "")
        ),
        "run failed",
    )
    assert not cluster.emulator.tasks()


def test_environment_and_secrets_as_on_fargate(cluster: Cluster) -> None:
    emulator = cluster.emulator
    secret = emulator.client("secretsmanager").create_secret(
        Name="cap/db", SecretString='{"user": "u", "password": "p"}'
    )
    emulator.client("ssm").put_parameter(Name="/cap/plain", Value="v", Type="SecureString")
    emulator.client("logs").create_log_group(logGroupName="/cap/env")
    cluster.serve(
        cluster.define(
            cluster.image("e1", PRINT_ENVIRONMENT),
            environment=[{"name": "A", "value": "1"}],
            secrets=[
                {"name": "PASSWORD", "valueFrom": f"{secret['ARN']}:password::"},
                {"name": "WHOLE", "valueFrom": secret["ARN"]},
                {"name": "PLAIN", "valueFrom": "/cap/plain"},
            ],
            logConfiguration=log_to("/cap/env"),
        )
    )
    text, _, folder = until(lambda: logged(cluster, "/cap/env"), "logged")[0].rpartition(" ")
    seen = json.loads(text)
    assert (seen["A"], seen["PASSWORD"], seen["PLAIN"]) == ("1", "p", "v")
    assert json.loads(seen["WHOLE"])["user"] == "u"
    assert folder == str(emulator.volumes) == seen["HOME"]
    assert seen["AWS_ENDPOINT_URL"] == f"http://127.0.0.1:{emulator.port}"
    assert seen["TASK_ADDRESS"] == emulator.tasks()[0]["address"]
    assert set(seen) - {"LC_CTYPE"} == {
        "A",
        "PASSWORD",
        "WHOLE",
        "PLAIN",
        "PATH",
        "HOME",
        "TASK_ADDRESS",
        "AWS_REGION",
        "AWS_DEFAULT_REGION",
        "AWS_ENDPOINT_URL",
        "AWS_EXECUTION_ENV",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "ECS_CONTAINER_METADATA_URI_V4",
    }


def test_a_missing_secret_or_log_group_fails_the_task(cluster: Cluster) -> None:
    image = cluster.image("m1")
    cluster.serve(cluster.define(image, secrets=[{"name": "X", "valueFrom": "/cap/absent"}]), name="secret")
    cluster.serve(cluster.define(image, logConfiguration=log_to("/cap/absent")), name="group")
    for words in ("unable to retrieve secret /cap/absent", "log group does not exist: /cap/absent"):
        found = until(lambda words=words: [one for one in reasons(cluster) if words in one], words)
        assert found[0].startswith("ResourceInitializationError")


def test_an_essential_container_takes_the_others_with_it(cluster: Cluster) -> None:
    seen = cluster.emulator.volumes / "both-seen"
    ends = "import pathlib, time\nwhile not pathlib.Path('both-seen').exists(): time.sleep(0.05)\nexit(6)\n"
    main = {"name": "main", "image": cluster.image("p1", ends), "essential": True}
    side = {"name": "side", "image": cluster.image("p2", "import time\ntime.sleep(600)\n"), "essential": False}
    definition = cluster.ecs.register_task_definition(
        family="pair", networkMode="awsvpc", containerDefinitions=[main, side]
    )
    arn = cluster.ecs.run_task(cluster="c", taskDefinition=definition["taskDefinition"]["taskDefinitionArn"])["tasks"][
        0
    ]["taskArn"]
    running = until(lambda: len(cluster.emulator.tasks()) == 2 and cluster.emulator.tasks(), "both run")
    assert len({task["address"] for task in running}) == 1, "one task, one address"
    seen.touch()
    until(lambda: not cluster.emulator.tasks(), "both ended")
    shown = until(
        lambda: next(
            (task for task in cluster.stopped() if task["lastStatus"] == "STOPPED" and task["taskArn"] == arn), None
        ),
        "stopped",
    )
    assert {one["name"]: one["exitCode"] for one in shown["containers"]} == {"main": 6, "side": 143}


def test_deleting_the_service_leaves_no_process(cluster: Cluster) -> None:
    cluster.serve(cluster.define(cluster.image("d1")), 3)
    cluster.steady()
    pids = cluster.emulator.pids()
    cluster.ecs.delete_service(cluster="c", service="app", force=True)
    until(lambda: not any(alive(pid) for pid in pids), "gone", 6)


def test_a_pushed_image_can_be_described(cluster: Cluster, emulator: Emulator) -> None:
    reference = cluster.image("ecr1")
    ecr = emulator.client("ecr")
    ecr.create_repository(repositoryName="cap/app", imageTagMutability="IMMUTABLE")
    digest = (emulator.images / "tags" / "cap__app" / "ecr1").read_text()
    ecr.put_image(repositoryName="cap/app", imageTag="ecr1", imageDigest=digest, imageManifest="{}")
    assert ecr.describe_images(repositoryName="cap/app")["imageDetails"][0]["imageDigest"] == digest
    cluster.serve(cluster.define(reference))
    cluster.steady()
    arn = cluster.ecs.list_tasks(cluster="c")["taskArns"][0]
    assert cluster.ecs.describe_tasks(cluster="c", tasks=[arn])["tasks"][0]["containers"][0]["imageDigest"] == digest


def test_state_folder_holds_no_ended_task(cluster: Cluster, emulator: Emulator) -> None:
    folder: Path = emulator.folder / "state" / "tasks"
    until(lambda: [entry for entry in folder.iterdir() if entry.is_dir()] == [], "swept", 15)


def test_a_talkative_task_neither_drowns_the_emulator_nor_loses_its_last_line(cluster: Cluster) -> None:
    cluster.emulator.client("logs").create_log_group(logGroupName="/cap/talk")
    talk = "import time\nfor n in range(60_000): print(n)\nprint('the end', flush=True)\ntime.sleep(60)\n"
    cluster.serve(cluster.define(cluster.image("t1", talk), logConfiguration=log_to("/cap/talk")))
    logs = cluster.emulator.client("logs")

    def last_line() -> str:
        for stream in logs.describe_log_streams(logGroupName="/cap/talk")["logStreams"]:
            events = logs.get_log_events(logGroupName="/cap/talk", logStreamName=stream["logStreamName"], limit=1)[
                "events"
            ]
            return str(events[-1]["message"]) if events else ""
        return ""

    until(lambda: last_line() == "the end", "all arrived", 6)
    assert fastest(cluster.service, 0.5) < 0.5
    assert int(first_line(logs)) > 30_000, "the oldest are forgotten"


def first_line(logs: Any) -> str:
    stream = logs.describe_log_streams(logGroupName="/cap/talk")["logStreams"][0]["logStreamName"]
    events = logs.get_log_events(logGroupName="/cap/talk", logStreamName=stream, startFromHead=True, limit=1)["events"]
    return str(events[0]["message"])
