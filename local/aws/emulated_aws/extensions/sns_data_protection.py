"""What a topic's messages must not carry. An echo: no message is looked at."""

from __future__ import annotations

from ..extension import Extension
from ..protocol import Json
from ..tables import Table

_policies = Table("sns-data-protection")


def _put(asked: Json) -> Json:
    _policies.here()[asked["ResourceArn"]] = asked["DataProtectionPolicy"]
    return {}


EXTENSION = Extension(
    name="sns-data-protection",
    service="sns",
    why="data protection policies are unknown operations",
    operations={
        "PutDataProtectionPolicy": _put,
        "GetDataProtectionPolicy": lambda asked: {"DataProtectionPolicy": _policies.here().get(asked["ResourceArn"], "")},
    },
)
