"""How the registry scans."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

RIGHT = "BASIC"
WRONG = "UnsupportedOperationException"


def observe(aws: Emulator) -> str:
    ecr = aws.client("ecr")
    try:
        ecr.put_registry_scanning_configuration(scanType="BASIC")
        return ecr.get_registry_scanning_configuration()["scanningConfiguration"]["scanType"]
    except ClientError as error:
        return error.response["Error"]["Code"]
