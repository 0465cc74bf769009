"""Type and code of a network ACL's ICMP entry: moto looks for them by a name that its parser does not give."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _apply(responses: ModuleType) -> None:
    @around(responses.NetworkACLs, "create_network_acl_entry")
    def create(original: Callable[[Any], Any], self: Any) -> Any:
        answer = original(self)
        asked = self._get_param("IcmpTypeCode") or {}
        number, egress = self._get_param("RuleNumber"), self._get_param("Egress")
        for entry in self.ec2_backend.get_network_acl(self._get_param("NetworkAclId")).network_acl_entries:
            if asked and (entry.rule_number, entry.egress) == (number, egress):
                entry.icmp_code, entry.icmp_type = asked.get("Code"), asked.get("Type")
        return answer


PATCH = Patch(
    name="network-acl-icmp",
    module="moto.ec2.responses.network_acls",
    why="type and code of an ICMP entry are forgotten, and every plan wants to write the whole list again",
    apply=_apply,
)
