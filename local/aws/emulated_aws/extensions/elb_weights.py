"""Listeners and rules that forward to several target groups by weight. Half an echo: the heaviest group gets it all."""

from __future__ import annotations

from ..extension import Ask, Extension, Handler
from ..protocol import Json
from ..tables import Table

_kept = Table("elb-forwards")


def _groups(action: Json) -> list[Json]:
    return action.get("ForwardConfig", {}).get("TargetGroups", [])


def _plain(action: Json) -> Json:
    """As ministack takes it: one target group."""
    groups = _groups(action)
    if action.get("TargetGroupArn") or not groups:
        return action
    heaviest = max(groups, key=lambda group: group.get("Weight", 1))
    return {**action, "TargetGroupArn": heaviest["TargetGroupArn"]}


def _tell(thing: Json, arn: str, actions: str) -> None:
    if kept := _kept.here().get(thing[arn]):
        thing[actions] = kept


def _change(things: str, arn: str, actions: str) -> Handler:
    async def amend(asked: Json, ask: Ask) -> Json:
        wanted = asked.get(actions)
        answer = await ask({**asked, actions: [_plain(action) for action in wanted]} if wanted else asked)
        for thing in answer[things]:
            if wanted and any(len(_groups(action)) > 1 for action in wanted):
                _kept.here()[thing[arn]] = [{"Order": number, **action} for number, action in enumerate(wanted, 1)]
            elif wanted:
                _kept.here().pop(thing[arn], None)
            _tell(thing, arn, actions)
        return answer

    return amend


def _describe(things: str, arn: str, actions: str) -> Handler:
    async def amend(asked: Json, ask: Ask) -> Json:
        answer = await ask(asked)
        for thing in answer[things]:
            _tell(thing, arn, actions)
        return answer

    return amend


_LISTENER = ("Listeners", "ListenerArn", "DefaultActions")
_RULE = ("Rules", "RuleArn", "Actions")

EXTENSION = Extension(
    name="elb-weights",
    service="elbv2",
    scope="elasticloadbalancing",
    why="a listener that forwards by weight forgets its target groups, and answers nobody",
    operations={
        "CreateListener": _change(*_LISTENER),
        "ModifyListener": _change(*_LISTENER),
        "DescribeListeners": _describe(*_LISTENER),
        "CreateRule": _change(*_RULE),
        "ModifyRule": _change(*_RULE),
        "DescribeRules": _describe(*_RULE),
    },
)
