"""The ARN of a subscription that nobody has confirmed yet."""

from __future__ import annotations

from emulator import Emulator

RIGHT = True
WRONG = False


def observe(aws: Emulator) -> bool:
    sns = aws.client("sns")
    topic = sns.create_topic(Name="unconfirmed")["TopicArn"]
    made = sns.subscribe(
        TopicArn=topic, Protocol="https", Endpoint="https://127.0.0.1:1/hook", ReturnSubscriptionArn=True
    )
    return made["SubscriptionArn"].startswith(topic)
