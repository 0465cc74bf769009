"""Two features of a detector that are turned on one after the other."""

from __future__ import annotations

from emulator import Emulator

RIGHT = ["RUNTIME_MONITORING", "S3_DATA_EVENTS"]
WRONG = ["RUNTIME_MONITORING"]


def observe(aws: Emulator) -> object:
    guard = aws.client("guardduty")
    detector = guard.create_detector(Enable=True)["DetectorId"]
    for name in ("S3_DATA_EVENTS", "RUNTIME_MONITORING"):
        guard.update_detector(DetectorId=detector, Features=[{"Name": name, "Status": "ENABLED"}])
    return sorted(one["Name"] for one in guard.get_detector(DetectorId=detector)["Features"])
