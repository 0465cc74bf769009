"""Grants of Lake Formation: one per principal and resource, and a revocation of what nobody has is an error.

moto holds grants in a set by what they allow, and changes that while they are in it: they are never found again. And
Terraform revokes until it hears that there is nothing left.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _apply(models: ModuleType) -> None:
    permission = models.Permission
    permission.equal_principal_and_resouce = lambda one, other: _key(one) == _key(other)
    permission.__eq__ = lambda one, other: isinstance(other, permission) and _key(one) == _key(other)
    permission.__hash__ = lambda one: hash(_key(one))

    @around(models.LakeFormationBackend, "revoke_permissions")
    def revoke(original: Callable[..., None], self: Any, *args: Any, **more: Any) -> None:
        asked = {**dict(zip(("catalog_id", "principal", "resource"), args, strict=False)), **more}
        wanted = permission(asked["principal"], asked["resource"], [], [])
        if asked["catalog_id"] not in self.grants or wanted not in self.grants[asked["catalog_id"]].permissions:
            from moto.lakeformation.exceptions import InvalidInput

            raise InvalidInput("No permissions revoked. Grantee has no such permissions.")
        original(self, *args, **more)


def _key(grant: Any) -> str:
    """The catalog may be named or left out."""
    return json.dumps([grant.principal, _without_catalog(grant.resource)], sort_keys=True)


def _without_catalog(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_catalog(item) for name, item in value.items() if name != "CatalogId"}
    return value


PATCH = Patch(
    name="lakeformation-grants",
    module="moto.lakeformation.models",
    why="a grant cannot be revoked once it was added to, and Terraform waits for ever to hear that it is gone",
    apply=_apply,
)
