"""Subnets that are deleted: moto lets the network ACL that they stood behind go on naming them."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _apply(models: ModuleType) -> None:
    @around(models.SubnetBackend, "delete_subnet")
    def delete(original: Any, self: Any, subnet_id: str) -> Any:
        deleted = original(self, subnet_id)
        for acl in self.network_acls.values():
            named = [key for key, association in acl._associations.items() if association.subnet_id == subnet_id]
            for key in named:
                del acl._associations[key]
        return deleted


PATCH = Patch(
    name="subnet-acls",
    module="moto.ec2.models.subnets",
    why="a VPC's default network ACL names a subnet that is gone, which every later look calls drift",
    apply=_apply,
)
