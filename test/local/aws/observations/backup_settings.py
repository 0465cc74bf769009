"""What AWS Backup may back up here."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = {"DynamoDB": True}
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    backup = aws.client("backup")

    def choose() -> object:
        backup.update_region_settings(ResourceTypeOptInPreference={"DynamoDB": True})
        return backup.describe_region_settings()["ResourceTypeOptInPreference"]

    return told(choose)
