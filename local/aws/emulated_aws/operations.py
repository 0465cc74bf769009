"""Which of AWS's operations a request asks for, whatever the service and its wire form."""

from __future__ import annotations

import re

from .protocol import Protocol, Request, protocol_of

_ACTION = re.compile(rb"(?:^|&)Action=(\w+)")
_OPERATION = re.compile(r"/operation/(\w+)$")
_SERVICES = {"monitoring": "cloudwatch", "states": "stepfunctions", "elasticloadbalancing": "elbv2"}
"""botocore's names of services, where they are signed for under another."""


def operation_of(scope: str, request: Request) -> str:
    """AWS's name of the call, of the service that it is signed for; method and path where no model tells."""
    return named(request) or _modelled(scope, request)


def named(request: Request) -> str:
    """The operation where the request names it; REST does not."""
    if target := request.headers.get("x-amz-target", ""):
        return target.rpartition(".")[2]
    if found := _OPERATION.search(request.path):
        return found.group(1)
    action = _ACTION.search(request.body)
    return action.group(1).decode() if action else ""


def protocol_for(scope: str, request: Request) -> Protocol | None:
    """How a request is to be read that is signed for this; None where no model tells."""
    try:
        return protocol_of(_SERVICES.get(scope, scope), request)
    except Exception:
        # botocore has no model of that name.
        return None


def _modelled(scope: str, request: Request) -> str:
    protocol = protocol_for(scope, request)
    found = protocol.operation_of(request) if protocol else None
    return found or f"{request.method} {request.path}"
