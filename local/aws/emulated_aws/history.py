"""CloudTrail's event history: what changed lately, and who asked for it.

A change is kept as it went over the wire, and is read only when somebody looks it up: an apply makes thousands, and most
are never asked for. Like AWS's, the history has no data events; unlike AWS's, it ends with the process.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import quote_plus, unquote_plus

from .kind import now
from .operations import named, operation_of
from .protocol import Request
from .refusals import Answer
from .tables import Scope, present

_KEPT = 5_000
"""Changes per account and Region, the newest."""
_HEAD = 4_096
"""Bytes of a request and of an answer: names stand in front."""
_HEADERS = ("content-type", "user-agent", "x-amz-target")

_GLOBAL = {"iam": "us-east-1", "route53": "us-east-1", "cloudfront": "us-east-1", "budgets": "us-east-1", "ce": "us-east-1"}
"""Services without Regions have their events in one of them, wherever they are called from."""

_DATA = re.compile(
    r"^(Send|Delete|Change)Message|^(Put|Update|Delete)Item$|^(Batch|Transact)Write|^Publish|^PutEvents$|^PutRecord|"
    r"^Put(LogEvents|MetricData|TraceSegments|TelemetryRecords)$|^(Re)?(En|De)crypt|^GenerateDataKey|^Assume|StateChanges?$"
)
_DATA_PATHS = re.compile(r"/invocations$|^/TraceSegments$|^/TelemetryRecords$")


@dataclass(frozen=True, slots=True)
class Change:
    """One request that succeeded and changed something."""

    key: str
    """Access key that signed it."""
    scope: str
    """Service that it was signed for."""
    request: Request
    answered: bytes
    at: dt.datetime = field(default_factory=now)
    id: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def operation(self) -> str:
        """AWS's name of the call; method and path where no model tells."""
        return operation_of(self.scope, self.request)

    def is_about(self, resource: str) -> bool:
        """Whether the name, id or ARN stands in what was asked or answered, as a whole word."""
        whole = b" ".join((self.request.path.encode(), self.request.query.encode(), self.request.body, self.answered))
        # Most are about something else: seen without reading them.
        if resource.encode() not in whole and quote_plus(resource).encode() not in whole:
            return False
        text = unquote_plus(whole.decode(errors="replace"))
        return re.search(rf"(?<![\w-]){re.escape(resource)}(?![\w-])", text) is not None


_history: dict[Scope, deque[Change]] = {}


def record(key: str, scope: str, request: Request, answer: Answer) -> None:
    """Keep a change of the present account; one that was refused, or that moved data only, is none."""
    if answer[0] >= 300 or _is_data(scope, request):
        return
    account, region = present()
    headers = {name: value for name, value in request.headers.items() if name in _HEADERS}
    kept = Request(request.method, request.path, request.query, headers, request.body[:_HEAD])
    answered = answer[2] if isinstance(answer[2], bytes) else answer[2].encode()
    here = _history.setdefault((account, _GLOBAL.get(scope, region)), deque(maxlen=_KEPT))
    here.append(Change(key, scope, kept, answered[:_HEAD]))


def newest_first() -> list[Change]:
    """The changes of the present account and Region."""
    return list(reversed(_history.get(present(), ())))


def _is_data(scope: str, request: Request) -> bool:
    if scope == "s3":
        return "/" in request.path.strip("/")
    return scope == "execute-api" or bool(_DATA_PATHS.search(request.path) or _DATA.search(named(request)))
