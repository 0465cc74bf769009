"""A canary that is started and taken away."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = ("RUNNING", "ResourceNotFoundException")
WRONG = "UnsupportedOperationException"


def observe(aws: Emulator) -> object:
    synthetics = aws.client("synthetics")
    synthetics.create_canary(
        Name="seen",
        Code={"Handler": "index.handler", "ZipFile": b"zip"},
        ArtifactS3Location="s3://canaries",
        ExecutionRoleArn="arn:aws:iam::123456789012:role/canary",
        Schedule={"Expression": "rate(5 minutes)"},
        RuntimeVersion="syn-nodejs-puppeteer-9.1",
    )

    def live() -> object:
        synthetics.start_canary(Name="seen")
        state = synthetics.get_canary(Name="seen")["Canary"]["Status"]["State"]
        synthetics.delete_canary(Name="seen")
        return state, told(lambda: synthetics.get_canary(Name="seen"))

    return told(live)
