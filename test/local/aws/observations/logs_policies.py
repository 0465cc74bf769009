"""A policy of the whole account that masks what people should not read."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = ["seen"]
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    logs = aws.client("logs")
    kind = "DATA_PROTECTION_POLICY"

    def put() -> object:
        logs.put_account_policy(policyName="seen", policyDocument="{}", policyType=kind)
        found = logs.describe_account_policies(policyType=kind)["accountPolicies"]
        return [one["policyName"] for one in found]

    return told(put)
