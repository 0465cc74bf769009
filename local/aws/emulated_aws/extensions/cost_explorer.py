"""Cost Explorer: anomaly monitors and subscriptions, cost allocation tags. Echoes: there is no bill to look at."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id
from ..protocol import Json
from ..tables import Table
from ..tagging import Tagging

_tags = Tagging("cost-tags", arn="EchoArn", tags="ResourceTags", keys="ResourceTagKeys", listed=True)
_allocation = Table("cost-allocation-tags")


def _monitor(_: Json) -> Json:
    made = arn("ce", f"anomalymonitor/{new_id()}", region=False)
    return {"MonitorArn": made, "EchoArn": made}


def _subscription(_: Json) -> Json:
    made = arn("ce", f"anomalysubscription/{new_id()}", region=False)
    return {"SubscriptionArn": made, "EchoArn": made, "AccountId": made.split(":")[4]}


_monitors = Kind("anomaly-monitors", ("MonitorArn",), "UnknownMonitorException", "AnomalyMonitor", _monitor, _tags)
_subscriptions = Kind(
    "anomaly-subscriptions",
    ("SubscriptionArn",),
    "UnknownSubscriptionException",
    "AnomalySubscription",
    _subscription,
    _tags,
)


def _chosen(kind: Kind, name: str, wanted: list[str] | None) -> list[Json]:
    return [entry for entry in kind.all() if not wanted or entry[name] in wanted]


def _set_allocation(asked: Json) -> Json:
    for one in asked["CostAllocationTagsStatus"]:
        _allocation.here()[one["TagKey"]] = {**one, "Type": "UserDefined"}
    return {"Errors": []}


def _list_allocation(asked: Json) -> Json:
    """A tag that was never activated is known too: AWS lists every key that any resource carries."""
    wanted = asked.get("TagKeys") or list(_allocation.here())
    default = {"Status": "Inactive", "Type": "UserDefined"}
    return {"CostAllocationTags": [{"TagKey": key, **_allocation.here().get(key, default)} for key in wanted]}


EXTENSION = Extension(
    name="cost-explorer",
    service="ce",
    why="anomaly monitors, anomaly subscriptions and cost allocation tags are unknown operations",
    operations={
        "CreateAnomalyMonitor": _monitors.create,
        "GetAnomalyMonitors": lambda asked: {
            "AnomalyMonitors": _chosen(_monitors, "MonitorArn", asked.get("MonitorArnList"))
        },
        "UpdateAnomalyMonitor": _monitors.update,
        "DeleteAnomalyMonitor": _monitors.delete,
        "CreateAnomalySubscription": _subscriptions.create,
        "GetAnomalySubscriptions": lambda asked: {
            "AnomalySubscriptions": _chosen(_subscriptions, "SubscriptionArn", asked.get("SubscriptionArnList"))
        },
        "UpdateAnomalySubscription": _subscriptions.update,
        "DeleteAnomalySubscription": _subscriptions.delete,
        "UpdateCostAllocationTagsStatus": _set_allocation,
        "ListCostAllocationTags": _list_allocation,
        **_tags.operations(),
    },
)
