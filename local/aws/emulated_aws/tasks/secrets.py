"""Secrets of a container: values from Secrets Manager and Parameter Store become environment variables.

`valueFrom` is a Secrets Manager ARN, `arn:aws:secretsmanager:region:account:secret:name[:json-key[:stage[:version]]]`,
or the name or ARN of a parameter. ministack reads the ARN without stage and version; on AWS they count.
"""

from __future__ import annotations

import json
from typing import Any

_ARN_FIELDS = 7


class SecretUnavailable(Exception):
    """A secret could not be read; the message never holds a value."""


def resolve(container: dict[str, Any]) -> dict[str, str]:
    """Variable to value for every secret of a container definition; SecretUnavailable for the first that is missing."""
    wanted = container.get("secrets") or []
    return {secret["name"]: _value(secret["name"], secret["valueFrom"]) for secret in wanted}


def _value(name: str, source: str) -> str:
    if ":secretsmanager:" not in source:
        from ministack.services import ssm

        found = ssm.resolve_parameter_value(source, decrypt=True)
        return _present(found, source, name)
    from ministack.services import secretsmanager

    fields = source.split(":")
    arn = ":".join(fields[:_ARN_FIELDS])
    key, stage, version = (*fields[_ARN_FIELDS:], "", "", "")[:3]
    held = _present(secretsmanager.resolve_secret_string(arn, stage or "AWSCURRENT", version or None), source, name)
    return _field(held, key, source, name) if key else held


def _present(value: str | None, source: str, name: str) -> str:
    if value is None:
        raise SecretUnavailable(f"unable to retrieve secret {source} for environment variable {name}")
    return str(value)


def _field(held: str, key: str, source: str, name: str) -> str:
    try:
        value = json.loads(held)[key]
    except (ValueError, KeyError, TypeError):
        raise SecretUnavailable(f"unable to retrieve json key '{key}' from secret {source} for {name}") from None
    return value if isinstance(value, str) else json.dumps(value)
