"""What nobody asked of an API's domain name: ministack tells it as empty, which is not the same as not at all."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around

_ABSENT = ("mutualTlsAuthentication", "endpointAccessMode", "ownershipVerificationCertificateArn")


def _apply(apis: ModuleType) -> None:
    @around(apis, "_create_domain_name")
    def create(original: Callable[[dict[str, Any]], Any], data: dict[str, Any]) -> Any:
        answer = original(data)
        made = apis._domain_names.get(data.get("domainName", ""), {})
        for field in _ABSENT:
            if not made.get(field):
                made.pop(field, None)
        return answer


PATCH = Patch(
    name="apigateway-domain-fields",
    module="ministack.services.apigateway_v1",
    why="a domain name has mutual TLS without a trust store, and every plan wants to take it away",
    apply=_apply,
)
