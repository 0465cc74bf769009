"""How a request is refused: what a handler raises, and how it looks on the wire."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape

Answer = tuple[int, dict[str, str], bytes]
"""Status, headers, body."""


class Refusal(Exception):  # noqa: N818 (AWS refuses; nothing went wrong)
    """Raised by an operation to answer with an AWS error of this code."""

    def __init__(self, code: str, message: str, status: int | None = None) -> None:
        """Without a status it is the one that the service's model gives this error."""
        super().__init__(message)
        self.code = code
        self.status = status


def write_error(code: str, message: str, status: int, xml: bool) -> Answer:
    """An error as the clients of a service look for it."""
    if xml:
        told = f"<Type>Sender</Type><Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
        body = f"<ErrorResponse><Error>{told}</Error><RequestId>0</RequestId></ErrorResponse>"
        return status, {"Content-Type": "text/xml"}, body.encode()
    headers = {"Content-Type": "application/x-amz-json-1.1", "x-amzn-errortype": code}
    return status, headers, json.dumps({"__type": code, "message": message}).encode()
