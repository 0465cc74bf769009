"""A template that is read back, an experiment that is started from it, and one that finds nothing to stop."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = ("stop", "completed", "failed")
WRONG = (UNKNOWN, UNKNOWN, UNKNOWN)


def observe(aws: Emulator) -> object:
    fis = aws.client("fis")
    common = {
        "clientToken": "seen",
        "roleArn": "arn:aws:iam::123456789012:role/fis",
        "stopConditions": [{"source": "none"}],
    }
    waits = fis.create_experiment_template(
        **common,
        description="stop",
        actions={"wait": {"actionId": "aws:fis:wait", "parameters": {"duration": "PT1M"}}},
    )["experimentTemplate"]["id"]
    misses = fis.create_experiment_template(
        **common,
        description="miss",
        targets={
            "one": {
                "resourceType": "aws:ecs:task",
                "selectionMode": "COUNT(1)",
                "parameters": {"cluster": "seen", "service": "nobody"},
            }
        },
        actions={"stop": {"actionId": "aws:ecs:stop-task", "targets": {"Tasks": "one"}}},
    )["experimentTemplate"]["id"]

    def read() -> object:
        return fis.get_experiment_template(id=waits)["experimentTemplate"]["description"]

    def start(template: str) -> object:
        return fis.start_experiment(clientToken="seen", experimentTemplateId=template)["experiment"]["state"]["status"]

    return told(read), told(lambda: start(waits)), told(lambda: start(misses))
