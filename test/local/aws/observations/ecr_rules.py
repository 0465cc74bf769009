"""What a registry fetches from another one."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = ["public.ecr.aws"]
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    ecr = aws.client("ecr")

    def fetch() -> object:
        ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="seen", upstreamRegistryUrl="public.ecr.aws")
        found = ecr.describe_pull_through_cache_rules(ecrRepositoryPrefixes=["seen"])["pullThroughCacheRules"]
        return [one["upstreamRegistryUrl"] for one in found]

    return told(fetch)
