"""An analyzer of unused access, with its age."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = ("ACTIVE", 90)
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    analyzers = aws.client("accessanalyzer")

    def make() -> object:
        wanted = {"unusedAccess": {"unusedAccessAge": 90}}
        analyzers.create_analyzer(analyzerName="seen", type="ACCOUNT_UNUSED_ACCESS", configuration=wanted)
        found = analyzers.get_analyzer(analyzerName="seen")["analyzer"]
        return found["status"], found["configuration"]["unusedAccess"]["unusedAccessAge"]

    return told(make)
