"""What guards a backup vault: its lock, its policy, and whom it tells. Echoes: no recovery point is kept from anybody."""

from __future__ import annotations

import datetime as dt

from ..extension import Ask, Extension
from ..kind import Kind, arn, now
from ..protocol import Json

_VAULT = ("BackupVaultName",)

_policies = Kind(
    "backup-vault-policies",
    _VAULT,
    "ResourceNotFoundException",
    made=lambda item: {"BackupVaultArn": arn("backup", f"backup-vault:{item['BackupVaultName']}")},
)
_notifications = Kind(
    "backup-vault-notifications",
    _VAULT,
    "ResourceNotFoundException",
    made=lambda item: {"BackupVaultArn": arn("backup", f"backup-vault:{item['BackupVaultName']}")},
)
_locks = Kind("backup-vault-locks", _VAULT, "ResourceNotFoundException")


async def _describe(asked: Json, ask: Ask) -> Json:
    vault = await ask(asked)
    lock = _locks.table.here().get(asked["BackupVaultName"])
    if lock is None:
        return {**vault, "Locked": False}
    kept = {name: lock[name] for name in ("MinRetentionDays", "MaxRetentionDays", "LockDate") if name in lock}
    return {**vault, **kept, "Locked": True}


def _lock(asked: Json) -> Json:
    days = asked.get("ChangeableForDays")
    _locks.create({**asked, **({"LockDate": now() + dt.timedelta(days=days)} if days else {})})
    return {}


async def _delete(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    for kind in (_policies, _notifications, _locks):
        kind.table.here().pop(asked["BackupVaultName"], None)
    return answer


EXTENSION = Extension(
    name="backup-vaults",
    service="backup",
    why="locks of vaults outside the first Region are refused, policies and notifications are unknown operations",
    operations={
        "DescribeBackupVault": _describe,
        "DeleteBackupVault": _delete,
        "PutBackupVaultLockConfiguration": _lock,
        "DeleteBackupVaultLockConfiguration": _locks.delete,
        "PutBackupVaultAccessPolicy": _policies.create,
        "GetBackupVaultAccessPolicy": _policies.read,
        "DeleteBackupVaultAccessPolicy": _policies.delete,
        "PutBackupVaultNotifications": _notifications.create,
        "GetBackupVaultNotifications": _notifications.read,
        "DeleteBackupVaultNotifications": _notifications.delete,
    },
)
