"""A secret that is no longer rotated."""

from __future__ import annotations

from ..extension import Extension
from ..protocol import Json
from ..refusals import Refusal


def _cancel(asked: Json) -> Json:
    from ministack.services import secretsmanager

    name, secret = secretsmanager._resolve(asked["SecretId"])
    if secret is None:
        raise Refusal("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    secret["RotationEnabled"] = False
    return {"ARN": secret["ARN"], "Name": name}


EXTENSION = Extension(
    name="secret-rotation",
    service="secretsmanager",
    why="a rotation cannot be cancelled, and so not be destroyed",
    operations={"CancelRotateSecret": _cancel},
)
