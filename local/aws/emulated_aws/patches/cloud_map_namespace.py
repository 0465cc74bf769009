"""A Cloud Map service that names its namespace beside its DNS records, as the Terraform provider does.

AWS takes the namespace in either place; ministack looks in one only.
"""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _apply(servicediscovery: ModuleType) -> None:
    @around(servicediscovery, "_create_service")
    def create(original: Callable[[dict[str, Any]], Any], asked: dict[str, Any]) -> Any:
        beside = (asked.get("DnsConfig") or {}).get("NamespaceId")
        return original(asked if asked.get("NamespaceId") or not beside else {**asked, "NamespaceId": beside})


PATCH = Patch(
    name="cloud-map-namespace",
    module="ministack.services.servicediscovery",
    why="a service whose namespace stands beside its DNS records is refused",
    apply=_apply,
)
