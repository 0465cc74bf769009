"""Security Hub: the hub, its standards, products, aggregator, insights and actions. Echoes: no control is evaluated."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..refusals import Refusal
from ..tagging import Tagging

_MISSING = "ResourceNotFoundException"
_tags = Tagging("security-hub-tags", arn="HubArn")


def _hub(item: Json) -> Json:
    return {
        "HubArn": arn("securityhub", "hub/default"),
        "SubscribedAt": now().isoformat() + "Z",
        "AutoEnableControls": True,
        "ControlFindingGenerator": item.get("ControlFindingGenerator", "SECURITY_CONTROL"),
    }


def _standard(item: Json) -> Json:
    subscription = item["StandardsArn"].rpartition("::standards/")[2] or item["StandardsArn"].rpartition("/")[2]
    return {"StandardsSubscriptionArn": arn("securityhub", f"subscription/{subscription}"), "StandardsStatus": "READY",
            "StandardsInput": {}}


_hubs = Kind("security-hubs", ("HubArn",), "InvalidAccessException", made=_hub, tagging=_tags)
_standards = Kind("security-hub-standards", ("StandardsSubscriptionArn",), _MISSING, made=_standard)
_products = Kind(
    "security-hub-products",
    ("ProductSubscriptionArn",),
    _MISSING,
    made=lambda item: {
        "ProductSubscriptionArn": arn("securityhub", "product-subscription/" + item["ProductArn"].rpartition(":product/")[2])
    },
)
_aggregators = Kind(
    "security-hub-aggregators",
    ("FindingAggregatorArn",),
    _MISSING,
    made=lambda _: {
        "FindingAggregatorArn": arn("securityhub", f"finding-aggregator/{new_id()}"),
        "FindingAggregationRegion": arn("securityhub", "").split(":")[3],
    },
)
_insights = Kind(
    "security-hub-insights",
    ("InsightArn",),
    _MISSING,
    made=lambda _: {"InsightArn": arn("securityhub", f"insight/{arn('', '').split(':')[4]}/custom/{new_id()}")},
)
_actions = Kind(
    "security-hub-actions",
    ("ActionTargetArn",),
    _MISSING,
    made=lambda item: {"ActionTargetArn": arn("securityhub", f"action/custom/{item['Id']}")},
)


def _the_hub(_: Json) -> Json:
    for hub in _hubs.all():
        return hub
    raise Refusal("InvalidAccessException", "Account is not subscribed to AWS Security Hub")


def _update_hub(asked: Json) -> Json:
    _the_hub({}).update(asked)
    return {}


def _disable_hub(_: Json) -> Json:
    _hubs.delete(_the_hub({}))
    for kind in (_standards, _products):
        kind.table.here().clear()
    return {}


def _enable_standards(asked: Json) -> Json:
    made = [_standards.create(one) for one in asked["StandardsSubscriptionRequests"]]
    return {"StandardsSubscriptions": made}


def _get_standards(asked: Json) -> Json:
    wanted = asked.get("StandardsSubscriptionArns")
    found = [one for one in _standards.all() if not wanted or one["StandardsSubscriptionArn"] in wanted]
    return {"StandardsSubscriptions": found}


def _disable_standards(asked: Json) -> Json:
    gone = [_standards.delete({"StandardsSubscriptionArn": one}) for one in asked["StandardsSubscriptionArns"]]
    return {"StandardsSubscriptions": [{**one, "StandardsStatus": "DELETING"} for one in gone]}


def _chosen(kind: Kind, name: str, wanted: list[str] | None) -> list[Json]:
    return [one for one in kind.all() if not wanted or one[name] in wanted]


EXTENSION = Extension(
    name="security-hub",
    service="securityhub",
    why="the hub's settings and all that it is subscribed to are unknown operations",
    operations={
        "EnableSecurityHub": _hubs.create,
        "DescribeHub": _the_hub,
        "UpdateSecurityHubConfiguration": _update_hub,
        "DisableSecurityHub": _disable_hub,
        "BatchEnableStandards": _enable_standards,
        "GetEnabledStandards": _get_standards,
        "BatchDisableStandards": _disable_standards,
        "EnableImportFindingsForProduct": _products.create,
        "ListEnabledProductsForImport": lambda _: {
            "ProductSubscriptions": [one["ProductSubscriptionArn"] for one in _products.all()]
        },
        "DisableImportFindingsForProduct": _products.delete,
        "CreateFindingAggregator": _aggregators.create,
        "GetFindingAggregator": _aggregators.read,
        "UpdateFindingAggregator": _aggregators.update,
        "DeleteFindingAggregator": _aggregators.delete,
        "CreateInsight": _insights.create,
        "GetInsights": lambda asked: {"Insights": _chosen(_insights, "InsightArn", asked.get("InsightArns"))},
        "UpdateInsight": _insights.update,
        "DeleteInsight": _insights.delete,
        "CreateActionTarget": _actions.create,
        "DescribeActionTargets": lambda asked: {
            "ActionTargets": _chosen(_actions, "ActionTargetArn", asked.get("ActionTargetArns"))
        },
        "UpdateActionTarget": _actions.update,
        "DeleteActionTarget": _actions.delete,
        **_tags.operations(),
    },
)
