"""How the hub names its findings, and the standard that it holds an account against."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = (None, "READY")
WRONG = (UNKNOWN, UNKNOWN)
STANDARD = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0"


def observe(aws: Emulator) -> object:
    hub = aws.client("securityhub")
    told(lambda: hub.enable_security_hub(EnableDefaultStandards=False))

    def configure() -> object:
        hub.update_security_hub_configuration(ControlFindingGenerator="SECURITY_CONTROL")

    def subscribe() -> object:
        hub.batch_enable_standards(StandardsSubscriptionRequests=[{"StandardsArn": STANDARD}])
        return hub.get_enabled_standards()["StandardsSubscriptions"][0]["StandardsStatus"]

    return told(configure), told(subscribe)
