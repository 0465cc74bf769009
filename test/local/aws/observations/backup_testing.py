"""A restore testing plan with its tags."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = ("rate(7 days)", {"platform": "cap"}, "ResourceNotFoundException")
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    backup = aws.client("backup")
    points = {"Algorithm": "LATEST_WITHIN_WINDOW", "IncludeVaults": ["*"], "RecoveryPointTypes": ["SNAPSHOT"]}
    plan = {"RestoreTestingPlanName": "seen", "ScheduleExpression": "rate(7 days)", "RecoveryPointSelection": points}

    def test() -> object:
        made = backup.create_restore_testing_plan(RestoreTestingPlan=plan, Tags={"platform": "cap"})
        found = backup.get_restore_testing_plan(RestoreTestingPlanName="seen")["RestoreTestingPlan"]
        tags = backup.list_tags(ResourceArn=made["RestoreTestingPlanArn"])["Tags"]
        backup.delete_restore_testing_plan(RestoreTestingPlanName="seen")
        gone = told(lambda: backup.get_restore_testing_plan(RestoreTestingPlanName="seen"))
        return found["ScheduleExpression"], tags, gone

    return told(test)
