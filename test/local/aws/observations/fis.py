"""A template that is read back, and an experiment that is started from it."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = ("stop", "completed")
WRONG = (UNKNOWN, UNKNOWN)


def observe(aws: Emulator) -> object:
    fis = aws.client("fis")
    template = fis.create_experiment_template(
        clientToken="seen",
        description="stop",
        roleArn="arn:aws:iam::123456789012:role/fis",
        stopConditions=[{"source": "none"}],
        actions={"wait": {"actionId": "aws:fis:wait", "parameters": {"duration": "PT1M"}}},
    )["experimentTemplate"]["id"]

    def read() -> object:
        return fis.get_experiment_template(id=template)["experimentTemplate"]["description"]

    def start() -> object:
        return fis.start_experiment(clientToken="seen", experimentTemplateId=template)["experiment"]["state"]["status"]

    return told(read), told(start)
