"""Keys that AWS manages (`alias/aws/s3` and its like) exist in every account; ministack has none of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around

_PREFIX = "alias/aws/"
_SERVICES = (
    "acm", "backup", "dynamodb", "ebs", "elasticfilesystem", "glue", "kafka", "kinesis", "lambda", "rds", "s3",
    "secretsmanager", "sns", "sqs", "ssm", "xray",
)  # fmt: skip


def _apply(kms: ModuleType) -> None:
    def make(service: str) -> None:
        alias = kms._alias_arn(_PREFIX + service)
        if alias not in kms._aliases:
            text = f"Default key that protects my {service} data when no other key is defined"
            key = json.loads(kms._create_key({"Description": text})[2])["KeyMetadata"]["KeyId"]
            kms._keys[key]["KeyManager"] = "AWS"
            kms._aliases[alias] = key

    @around(kms, "_resolve_key")
    def resolve(original: Callable[[str], Any], named: str) -> Any:
        before, found, service = (named or "").rpartition(_PREFIX)
        if found and service in _SERVICES and before in ("", kms._alias_arn("")):
            make(service)
        return original(named)

    @around(kms, "_list_aliases")
    def listed(original: Callable[[Any], Any], asked: dict[str, Any]) -> Any:
        for service in _SERVICES:
            make(service)
        return original(asked)

    @around(kms, "_key_metadata")
    def metadata(original: Callable[[Any], Any], key: dict[str, Any]) -> Any:
        return {**original(key), "KeyManager": key.get("KeyManager", "CUSTOMER")}


PATCH = Patch(
    name="kms-managed-keys",
    module="ministack.services.kms",
    why="keys that AWS manages are not found, and the Terraform provider looks them up for replicas and as defaults",
    apply=_apply,
)
