"""A secret with a copy in another Region."""

from __future__ import annotations

from emulator import Emulator

RIGHT = [("eu-central-1", "InSync")]
WRONG: list[tuple[str, str]] = []


def observe(aws: Emulator) -> object:
    secrets = aws.client("secretsmanager")
    secrets.create_secret(Name="copied", SecretString="s", AddReplicaRegions=[{"Region": "eu-central-1"}])
    found = secrets.describe_secret(SecretId="copied").get("ReplicationStatus", [])
    return [(one["Region"], one["Status"]) for one in found]
