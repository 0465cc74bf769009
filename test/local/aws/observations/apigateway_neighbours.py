"""A key that is asked for with an empty value, as Terraform does, gets one."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = True
WRONG = "BadRequestException"


def observe(aws: Emulator) -> object:
    apis = aws.client("apigateway")
    return told(lambda: len(apis.create_api_key(name="seen", value="")["value"]) >= 20)
