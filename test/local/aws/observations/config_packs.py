"""The tags of a rule, and a pack of rules that is complete once it is made."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = ({"platform": "cap"}, "CREATE_COMPLETE")
WRONG = ("ResourceNotFoundException", "UnsupportedOperationException")


def observe(aws: Emulator) -> object:
    config = aws.client("config")
    rule = {"ConfigRuleName": "seen", "Source": {"Owner": "AWS", "SourceIdentifier": "S3_BUCKET_SSL_REQUESTS_ONLY"}}
    config.put_config_rule(ConfigRule=rule, Tags=[{"Key": "platform", "Value": "cap"}])
    arn = config.describe_config_rules(ConfigRuleNames=["seen"])["ConfigRules"][0]["ConfigRuleArn"]

    def tags() -> object:
        return {one["Key"]: one["Value"] for one in config.list_tags_for_resource(ResourceArn=arn)["Tags"]}

    def pack() -> object:
        config.put_conformance_pack(ConformancePackName="seen", TemplateBody="Resources: {}")
        found = config.describe_conformance_pack_status(ConformancePackNames=["seen"])
        return found["ConformancePackStatusDetails"][0]["ConformancePackState"]

    return told(tags), told(pack)
