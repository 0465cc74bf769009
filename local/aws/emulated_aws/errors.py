"""The one way this program says no: a line for a person and an exit code for a program."""

from __future__ import annotations

FAILED = 1
REFUSED = 4


class StartError(Exception):
    """The emulator cannot or will not start; the message is one line that ends with what to do."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code
