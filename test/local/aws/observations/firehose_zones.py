"""The time zone of a stream that was made without one."""

from __future__ import annotations

from emulator import Emulator

RIGHT = "UTC"
WRONG = None


def observe(aws: Emulator) -> object:
    firehose = aws.client("firehose")
    wanted = {"RoleARN": "arn:aws:iam::123456789012:role/f", "BucketARN": "arn:aws:s3:::delivered"}
    firehose.create_delivery_stream(DeliveryStreamName="seen", ExtendedS3DestinationConfiguration=wanted)
    found = firehose.describe_delivery_stream(DeliveryStreamName="seen")["DeliveryStreamDescription"]["Destinations"][0]
    return found["ExtendedS3DestinationDescription"].get("CustomTimeZone")
