"""What observations have in common."""

from __future__ import annotations

from collections.abc import Callable

from botocore.exceptions import ClientError

UNKNOWN = "UnsupportedOperationException"
"""How a request is refused that nobody behind the emulator answers."""


def told(call: Callable[[], object]) -> object:
    """What a call returns, or the code of the error that it ends with."""
    try:
        return call()
    except ClientError as error:
        return error.response["Error"]["Code"]
