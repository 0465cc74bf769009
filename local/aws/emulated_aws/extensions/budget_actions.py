"""Actions of a budget. Echoes: nothing is spent here, so none is ever executed."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id
from ..protocol import Json
from ..tagging import Tagging

_tags = Tagging("budget-action-tags", arn="EchoArn", resource="ResourceARN", tags="ResourceTags", keys="ResourceTagKeys",
                listed=True)


def _action(item: Json) -> Json:
    identity = new_id()
    made = arn("budgets", f"budget/{item['BudgetName']}/action/{identity}", region=False)
    return {"ActionId": identity, "EchoArn": made, "Status": "STANDBY"}


_actions = Kind("budget-actions", ("ActionId",), "NotFoundException", "Action", _action, _tags)


def _update(asked: Json) -> Json:
    old = dict(_actions.find(asked))
    return {"AccountId": asked["AccountId"], "BudgetName": asked["BudgetName"], "OldAction": old,
            "NewAction": _actions.update(asked)}


EXTENSION = Extension(
    name="budget-actions",
    service="budgets",
    why="actions of a budget are unknown operations",
    operations={
        "CreateBudgetAction": _actions.create,
        "DescribeBudgetAction": _actions.read,
        "UpdateBudgetAction": _update,
        "DeleteBudgetAction": _actions.delete,
        "DescribeBudgetActionsForBudget": lambda asked: {
            "Actions": [one for one in _actions.all() if one["BudgetName"] == asked["BudgetName"]]
        },
        **_tags.operations(),
    },
)
