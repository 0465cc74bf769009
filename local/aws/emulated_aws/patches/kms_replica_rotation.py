"""Rotation is a property that a multi-Region key shares with its replicas; ministack keeps one for each."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _apply(kms: ModuleType) -> None:
    @around(kms, "_get_key_rotation_status")
    def status(original: Callable[[Any], Any], asked: dict[str, Any]) -> Any:
        key = kms._resolve_key(asked.get("KeyId", ""))
        for _region, member in kms._mrk_members(key or {}):
            if member.get("_mrk_type") == "PRIMARY":
                for field in ("KeyRotationEnabled", "RotationPeriodInDays"):
                    if field in member:
                        key[field] = member[field]
        return original(asked)


PATCH = Patch(
    name="kms-replica-rotation",
    module="ministack.services.kms",
    why="a replica of a key that rotates is said not to rotate",
    apply=_apply,
)
