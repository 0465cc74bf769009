"""How what a rule finds is to be mended."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = "AWS-EnableS3BucketEncryption"
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    config = aws.client("config")
    wanted = {"ConfigRuleName": "mended", "TargetType": "SSM_DOCUMENT", "TargetId": RIGHT}

    def put() -> object:
        config.put_remediation_configurations(RemediationConfigurations=[wanted])
        found = config.describe_remediation_configurations(ConfigRuleNames=["mended"])
        return found["RemediationConfigurations"][0]["TargetId"]

    return told(put)
