"""Who is in a group of QuickSight."""

from __future__ import annotations

from ..extension import Extension
from ..kind import arn
from ..protocol import Json
from ..refusals import Refusal
from ..tables import Table

_members = Table("quicksight-members")


def _key(asked: Json) -> tuple[str, str, str]:
    return asked["Namespace"], asked["GroupName"], asked["MemberName"]


def _create(asked: Json) -> Json:
    place = arn("quicksight", f"group/{asked['Namespace']}/{asked['GroupName']}/{asked['MemberName']}")
    _members.here()[_key(asked)] = {"Arn": place, "MemberName": asked["MemberName"]}
    return _describe(asked)


def _describe(asked: Json) -> Json:
    if _key(asked) not in _members.here():
        raise Refusal("ResourceNotFoundException", f"{asked['MemberName']} is not in {asked['GroupName']}")
    return {"GroupMember": _members.here()[_key(asked)], "Status": 200}


def _delete(asked: Json) -> Json:
    _describe(asked)
    _members.here().pop(_key(asked))
    return {"Status": 200}


def _list(asked: Json) -> Json:
    group = (asked["Namespace"], asked["GroupName"])
    return {"GroupMemberList": [one for key, one in _members.here().items() if key[:2] == group], "Status": 200}


EXTENSION = Extension(
    name="quicksight-members",
    service="quicksight",
    why="nobody can be taken out of a group",
    operations={
        "CreateGroupMembership": _create,
        "DescribeGroupMembership": _describe,
        "DeleteGroupMembership": _delete,
        "ListGroupMemberships": _list,
    },
)
