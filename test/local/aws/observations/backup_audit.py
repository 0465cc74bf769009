"""A framework that is ready once it is made."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = "COMPLETED"
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    backup = aws.client("backup")

    def make() -> object:
        backup.create_framework(FrameworkName="seen", FrameworkControls=[{"ControlName": "BACKUP_RECOVERY_POINT_ENCRYPTED"}])
        return backup.describe_framework(FrameworkName="seen")["DeploymentStatus"]

    return told(make)
