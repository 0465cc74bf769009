"""A secret whose rotation is cancelled."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = "turning"
WRONG = "ResourceNotFoundException"


def observe(aws: Emulator) -> object:
    secrets = aws.client("secretsmanager")
    secrets.create_secret(Name="turning", SecretString="s")
    return told(lambda: secrets.cancel_rotate_secret(SecretId="turning")["Name"])
