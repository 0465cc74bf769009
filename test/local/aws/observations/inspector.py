"""An account of which one kind of scan is on."""

from __future__ import annotations

from emulator import Emulator

RIGHT = "ENABLED"
WRONG = "DISABLED"


def observe(aws: Emulator) -> object:
    inspector = aws.client("inspector2")
    inspector.enable(resourceTypes=["ECR"])
    found = inspector.batch_get_account_status(accountIds=["123456789012"])["accounts"]
    return found[0]["state"]["status"]
