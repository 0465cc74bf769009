"""A group of traces and a rule that says how many are kept."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = ("responsetime > 5", 0.05)
WRONG = (UNKNOWN, UNKNOWN)


def observe(aws: Emulator) -> object:
    xray = aws.client("xray")
    rule = {"RuleName": "seen", "Priority": 1, "FixedRate": 0.05, "ReservoirSize": 1, "Version": 1}
    anything = dict.fromkeys(("ServiceName", "ServiceType", "Host", "HTTPMethod", "URLPath", "ResourceARN"), "*")

    def group() -> object:
        xray.create_group(GroupName="seen", FilterExpression="responsetime > 5")
        return xray.get_group(GroupName="seen")["Group"]["FilterExpression"]

    def sample() -> object:
        xray.create_sampling_rule(SamplingRule={**rule, **anything})
        return xray.get_sampling_rules()["SamplingRuleRecords"][0]["SamplingRule"]["FixedRate"]

    return told(group), told(sample)
