"""A bucket whose requests are paid for by whoever asks."""

from __future__ import annotations

from emulator import Emulator

RIGHT = "Requester"
WRONG = None


def observe(aws: Emulator) -> object:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket="paid-for", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_bucket_request_payment(Bucket="paid-for", RequestPaymentConfiguration={"Payer": "Requester"})
    return s3.get_bucket_request_payment(Bucket="paid-for").get("Payer")
