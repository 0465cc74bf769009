"""A monitor of unusual cost, and a tag that bills are split by."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = (["seen"], "Active")
WRONG = (UNKNOWN, UNKNOWN)


def observe(aws: Emulator) -> object:
    costs = aws.client("ce")

    def monitor() -> object:
        wanted = {"MonitorName": "seen", "MonitorType": "DIMENSIONAL", "MonitorDimension": "SERVICE"}
        arn = costs.create_anomaly_monitor(AnomalyMonitor=wanted)["MonitorArn"]
        found = costs.get_anomaly_monitors(MonitorArnList=[arn])["AnomalyMonitors"]
        return [one["MonitorName"] for one in found]

    def tag() -> object:
        costs.update_cost_allocation_tags_status(CostAllocationTagsStatus=[{"TagKey": "Team", "Status": "Active"}])
        return costs.list_cost_allocation_tags(TagKeys=["Team"])["CostAllocationTags"][0]["Status"]

    return told(monitor), told(tag)
