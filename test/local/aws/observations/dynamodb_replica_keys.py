"""A replica with a key of its own Region."""

from __future__ import annotations

from emulator import Emulator

KEYS = {region: f"arn:aws:kms:{region}:123456789012:key/mrk-1" for region in ("eu-west-1", "eu-central-1")}
RIGHT = (KEYS["eu-central-1"], KEYS["eu-central-1"])
WRONG = (KEYS["eu-west-1"], None)


def observe(aws: Emulator) -> tuple[str | None, str | None]:
    first, second = aws.client("dynamodb"), aws.client("dynamodb", "eu-central-1")
    first.create_table(
        TableName="copied",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        BillingMode="PAY_PER_REQUEST",
        SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": KEYS["eu-west-1"]},
    )
    copy = {"RegionName": "eu-central-1", "KMSMasterKeyId": KEYS["eu-central-1"]}
    first.update_table(TableName="copied", ReplicaUpdates=[{"Create": copy}])
    there = second.describe_table(TableName="copied")["Table"]["SSEDescription"]["KMSMasterKeyArn"]
    return there, first.describe_table(TableName="copied")["Table"]["Replicas"][0].get("KMSMasterKeyId")
