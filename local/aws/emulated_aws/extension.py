"""How operations are added to a service, or amended: as functions of what was asked, whatever the wire looks like.

A patch (patching.py) corrects the code of ministack or moto. An extension needs to know neither: it stands in front of
both and speaks the service's own model.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .patching import left_out
from .protocol import Json, Protocol, Request, protocol_of
from .refusals import Answer, Refusal

Ask = Callable[[Json], Awaitable[Json]]
"""Passes a request on to the service behind; its refusal is raised as a `Refusal`."""
Handler = Callable[[Json], Json] | Callable[[Json, Ask], Awaitable[Json]]
"""Answers by itself, or asks the service behind and amends."""
Pass = Callable[[Request], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Extension:
    """Operations of one service that are answered here."""

    name: str
    """Kebab case; what CAP_AWS_WITHOUT takes."""
    service: str
    """botocore's name of the service."""
    why: str
    """What is wrong without it, in one sentence."""
    operations: Mapping[str, Handler]
    scope: str = ""
    """What its requests are signed for, where that is not the service's name."""


class Extensions:
    """All of them, found by the scope that a request is signed for."""

    def __init__(self, extensions: Sequence[Extension]) -> None:
        without = left_out()
        self._by_scope: dict[str, dict[str, dict[str, list[Handler]]]] = {}
        for extension in extensions:
            if extension.name not in without:
                services = self._by_scope.setdefault(extension.scope or extension.service, {})
                handlers = services.setdefault(extension.service, {})
                for operation, handler in extension.operations.items():
                    handlers.setdefault(operation, []).append(handler)

    async def answer(self, scope: str, request: Request, behind: Pass) -> Answer:
        """Answer an operation of ours; everything else is passed on."""
        for service, handlers in self._by_scope.get(scope, {}).items():
            protocol = protocol_of(service, request)
            operation = protocol.operation_of(request)
            if operation is not None and operation in handlers:
                return await _run(protocol, operation, handlers[operation], request, behind)
        return await behind(request)


async def _run(protocol: Protocol, operation: str, handlers: list[Handler], request: Request, behind: Pass) -> Answer:
    asked = protocol.read_request(operation, request)
    before = repr(asked)

    async def ask(wanted: Json) -> Json:
        passed = request if repr(wanted) == before else protocol.write_request(operation, wanted, request)
        return protocol.read_answer(operation, await behind(passed))

    try:
        return protocol.write_answer(operation, await _through(handlers, asked, ask))
    except Refusal as refusal:
        return protocol.write_refusal(refusal)


async def _through(handlers: list[Handler], asked: Json, last: Ask) -> Json:
    """What one handler asks is answered by the next: several extensions may amend one operation."""
    if not handlers:
        return await last(asked)
    first: Any = handlers[0]
    if len(inspect.signature(first).parameters) == 1:
        return first(asked)
    return await first(asked, lambda wanted: _through(handlers[1:], wanted, last))
