"""Somebody who is taken out of a group."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = None
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    pages = aws.client("quicksight")
    group = {"AwsAccountId": "123456789012", "Namespace": "default", "GroupName": "analysts"}
    pages.create_group(**group)
    pages.create_group_membership(**group, MemberName="bob")

    def leave() -> None:
        pages.delete_group_membership(**group, MemberName="bob")

    return told(leave)
