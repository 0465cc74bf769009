"""Where a registry copies its images to."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = "eu-central-1"
WRONG = 0


def observe(aws: Emulator) -> object:
    ecr = aws.client("ecr")
    rule = {"destinations": [{"region": "eu-central-1", "registryId": "123456789012"}]}

    def copy() -> object:
        ecr.put_replication_configuration(replicationConfiguration={"rules": [rule]})
        rules = ecr.describe_registry()["replicationConfiguration"]["rules"]
        return rules[0]["destinations"][0]["region"] if rules else 0

    return told(copy)
