"""A vault of the second Region is locked, and says so."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = (True, 7)
WRONG = "ResourceNotFoundException"


def observe(aws: Emulator) -> object:
    backup = aws.client("backup", "eu-central-1")
    backup.create_backup_vault(BackupVaultName="locked")

    def lock() -> object:
        backup.put_backup_vault_lock_configuration(BackupVaultName="locked", MinRetentionDays=7)
        vault = backup.describe_backup_vault(BackupVaultName="locked")
        return vault["Locked"], vault["MinRetentionDays"]

    return told(lock)
