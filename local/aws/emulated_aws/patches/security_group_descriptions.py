"""Descriptions of rules that name a group or a prefix list: moto keeps that of an address range only."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _apply(models: ModuleType) -> None:
    rule = models.SecurityGroupRule

    @around(rule, "__init__")
    def create(original: Any, self: Any, *args: Any, **more: Any) -> None:
        original(self, *args, **more)
        lists = [given for given in (*args, *more.values()) if isinstance(given, dict) and "PrefixListId" in given]
        self.told = lists[0].get("Description") if lists else None

    def description(self: Any) -> str | None:
        # Rules that were saved before this patch have no attribute of ours.
        return self.ip_range.get("Description") or self.source_group.get("Description") or getattr(self, "told", None)

    rule.description = property(description)


PATCH = Patch(
    name="security-group-descriptions",
    module="moto.ec2.models.security_groups",
    why="the description of a rule that names a group is forgotten, and every plan wants to set it again",
    apply=_apply,
)
