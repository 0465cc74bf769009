"""What a table tells of the expiry of its items after that was switched off."""

from __future__ import annotations

from emulator import Emulator

RIGHT = {"TimeToLiveStatus": "DISABLED"}
WRONG = {"TimeToLiveStatus": "DISABLED", "AttributeName": "gone_at"}


def observe(aws: Emulator) -> object:
    dynamodb = aws.client("dynamodb")
    dynamodb.create_table(
        TableName="expiry",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    for enabled in (True, False):
        dynamodb.update_time_to_live(
            TableName="expiry", TimeToLiveSpecification={"AttributeName": "gone_at", "Enabled": enabled}
        )
    return dynamodb.describe_time_to_live(TableName="expiry")["TimeToLiveDescription"]
