"""Restore testing: plans say when recovery points are tried, selections say which. Echoes: nothing is restored."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, arn, new_id, now
from ..protocol import Json
from ..refusals import Refusal
from ..tagging import Tagging

_PLAN = "RestoreTestingPlanName"
_SELECTION = "RestoreTestingSelectionName"

_tags = Tagging("restore-testing-tags", arn="EchoArn")


def _plan(item: Json) -> Json:
    made = arn("backup", f"restore-testing-plan:{item[_PLAN]}-{new_id()}")
    return {"RestoreTestingPlanArn": made, "EchoArn": made, "CreationTime": now()}


def _selection(item: Json) -> Json:
    return {"CreationTime": now(), "RestoreTestingPlanArn": _plans.find({_PLAN: item[_PLAN]})["RestoreTestingPlanArn"],
            "EchoName": f"{item[_PLAN]}/{item[_SELECTION]}"}


_plans = Kind("restore-testing-plans", (_PLAN,), "ResourceNotFoundException", "RestoreTestingPlan", _plan, _tags)
_selections = Kind(
    "restore-testing-selections", ("EchoName",), "ResourceNotFoundException", "RestoreTestingSelection", _selection
)


def _named(asked: Json) -> Json:
    """A selection's name is unique within its plan only."""
    return {**asked, "EchoName": f"{asked[_PLAN]}/{asked[_SELECTION]}"}


def _update_selection(asked: Json) -> Json:
    return _selections.update(_named(asked))


def _delete_plan(asked: Json) -> Json:
    if any(one[_PLAN] == asked[_PLAN] for one in _selections.all()):
        raise Refusal("InvalidRequestException", "Restore testing plan has restore testing selections")
    return _plans.delete(asked)


EXTENSION = Extension(
    name="backup-testing",
    service="backup",
    why="restore testing plans and selections are unknown operations",
    operations={
        "CreateRestoreTestingPlan": _plans.create,
        "GetRestoreTestingPlan": _plans.read,
        "UpdateRestoreTestingPlan": _plans.update,
        "DeleteRestoreTestingPlan": _delete_plan,
        "ListRestoreTestingPlans": _plans.listed("RestoreTestingPlans"),
        "CreateRestoreTestingSelection": _selections.create,
        "GetRestoreTestingSelection": lambda asked: _selections.read(_named(asked)),
        "UpdateRestoreTestingSelection": _update_selection,
        "DeleteRestoreTestingSelection": lambda asked: _selections.delete(_named(asked)),
        "ListRestoreTestingSelections": _selections.listed("RestoreTestingSelections"),
        **_tags.operations("ListTags"),
    },
)
