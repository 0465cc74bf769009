"""What a topic's messages must not carry."""

from __future__ import annotations

from emulator import Emulator
from observing import UNKNOWN, told

RIGHT = "{}"
WRONG = UNKNOWN


def observe(aws: Emulator) -> object:
    sns = aws.client("sns")
    topic = sns.create_topic(Name="protected")["TopicArn"]

    def protect() -> object:
        sns.put_data_protection_policy(ResourceArn=topic, DataProtectionPolicy="{}")
        return sns.get_data_protection_policy(ResourceArn=topic)["DataProtectionPolicy"]

    return told(protect)
