"""The emulator dies or stops: what happens to its tasks, and what the next one makes of them."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tasks_support import Cluster, Emulator, alive, free_port, until

COUNT = """
import os, time
n = 0
while True:
    print(f'{os.getpid()} line {n}', flush=True)
    n += 1
    time.sleep(0.1)
"""


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[Emulator]:
    emulator = Emulator(tmp_path).start()
    yield emulator
    emulator.stop()


@pytest.fixture
def cluster(emulator: Emulator) -> Cluster:
    return Cluster(emulator)


def test_tasks_outlive_a_killed_emulator_and_are_adopted_not_doubled(emulator: Emulator, cluster: Cluster) -> None:
    logs = emulator.client("logs")
    logs.create_log_group(logGroupName="/cap/count")
    cluster.serve(
        cluster.define(
            cluster.image("a1", COUNT),
            logConfiguration={
                "logDriver": "awslogs",
                "options": {"awslogs-group": "/cap/count", "awslogs-region": "eu-west-1", "awslogs-stream-prefix": "s"},
            },
        ),
        2,
    )
    cluster.steady()
    before = {task["id"]: task["pid"] for task in emulator.tasks()}
    emulator.save()
    emulator.kill()
    assert all(alive(pid) for pid in before.values())
    time.sleep(0.5)
    emulator.start()
    assert {task["id"]: task["pid"] for task in emulator.tasks()} == before
    assert cluster.service()["runningCount"] == 2
    shown = cluster.ecs.describe_tasks(cluster="c", tasks=list(before))["tasks"]
    assert {task["lastStatus"] for task in shown} == {"RUNNING"}
    time.sleep(1)
    assert emulator.pids() == set(before.values()), "the scheduler starts no second one"
    _logs_go_on_without_gaps(logs)
    # Its end is seen although it is not our child, and it is replaced.
    victim = next(iter(before.values()))
    os.kill(victim, signal.SIGKILL)
    until(lambda: len(emulator.pids() - {victim}) == 2, "replaced", 3)


def _logs_go_on_without_gaps(logs: object) -> None:
    streams = logs.describe_log_streams(logGroupName="/cap/count")["logStreams"]  # type: ignore[attr-defined]

    def numbers(stream: str) -> list[int]:
        events = logs.get_log_events(  # type: ignore[attr-defined]
            logGroupName="/cap/count", logStreamName=stream, startFromHead=True
        )["events"]
        return [int(event["message"].rpartition(" ")[2]) for event in events]

    for stream in [one["logStreamName"] for one in streams]:
        until(lambda stream=stream: max(numbers(stream), default=0) > 15, "the log goes on")
        # What came after the last save of the log group is lost with the emulator's memory, as the group itself says.
        told = numbers(stream)
        assert told == sorted(set(told)), "nothing twice"


def test_a_task_that_died_meanwhile_is_replaced(emulator: Emulator, cluster: Cluster) -> None:
    cluster.serve(cluster.define(cluster.image("b1")), 2)
    cluster.steady()
    died, lives = sorted(emulator.pids())
    emulator.save()
    emulator.kill()
    os.kill(died, signal.SIGTERM)
    until(lambda: not alive(died), "ended")
    emulator.start()
    until(lambda: len(emulator.pids()) == 2, "replaced", 3)
    assert lives in emulator.pids() and died not in emulator.pids()
    lost = [task for task in cluster.stopped() if "while the emulated AWS was down" in task["stoppedReason"]]
    assert [task["containers"][0]["exitCode"] for task in lost] == [0], "its exit code is known all the same"


def test_a_task_without_a_record_is_an_orphan_and_is_ended(
    emulator: Emulator, cluster: Cluster, tmp_path: Path
) -> None:
    emulator.save()
    state, early = emulator.folder / "state", tmp_path / "early"
    shutil.copytree(state, early, ignore=shutil.ignore_patterns("tasks"))
    cluster.serve(cluster.define(cluster.image("c1")))
    [orphan] = until(emulator.pids, "started")
    emulator.kill()
    for entry in [one for one in state.iterdir() if one.name != "tasks"]:
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    shutil.copytree(early, state, dirs_exist_ok=True)
    emulator.start()
    until(lambda: not alive(orphan), "ended")
    until(lambda: not emulator.tasks(), "and nothing in its place")


def test_a_stop_ends_all_tasks_at_once_and_the_next_start_has_them_again(emulator: Emulator, cluster: Cluster) -> None:
    slow = "import signal, sys, time\nsignal.signal(15, lambda *_: (time.sleep(4), sys.exit(0)))\ntime.sleep(60)\n"
    cluster.serve(cluster.define(cluster.image("d1", slow), stopTimeout=30), 3)
    cluster.steady()
    pids = emulator.pids()
    began = time.monotonic()
    emulator.stop()
    assert time.monotonic() - began < 11, "side by side, not one after the other"
    assert not any(alive(pid) for pid in pids)
    assert not [entry for entry in (emulator.folder / "state" / "tasks").iterdir() if entry.is_dir()]
    emulator.start()
    until(lambda: len(emulator.pids()) == 3, "back", 3)
    until(lambda: cluster.service()["runningCount"] == 3, "counted")


def test_a_stopped_emulator_kills_what_does_not_end(emulator: Emulator, cluster: Cluster) -> None:
    deaf = "import signal, time\nsignal.signal(15, signal.SIG_IGN)\ntime.sleep(60)\n"
    cluster.serve(cluster.define(cluster.image("e1", deaf), stopTimeout=2))
    cluster.steady()
    pids = emulator.pids()
    emulator.stop()
    assert not any(alive(pid) for pid in pids)


def test_an_emulator_on_another_port_replaces_tasks_that_could_not_reach_it(
    emulator: Emulator, cluster: Cluster
) -> None:
    cluster.serve(cluster.define(cluster.image("f1")))
    cluster.steady()
    old = emulator.pids()
    emulator.save()
    emulator.kill()
    emulator.port = free_port()
    emulator.start()
    until(lambda: emulator.pids() - old, "replaced")
    until(lambda: not emulator.pids() & old, "the old one has ended")
    assert not any(alive(pid) for pid in old)


def test_a_task_under_way_when_the_emulator_is_killed_ends_up_once(emulator: Emulator, cluster: Cluster) -> None:
    definition = cluster.define(cluster.image("g1"))
    cluster.serve(definition, 2)
    emulator.save()
    emulator.kill()
    emulator.start()
    cluster.steady()
    assert len(emulator.pids()) == 2
