"""Suspending the versions of a bucket whose objects can be locked."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

RIGHT = "InvalidBucketState"
WRONG = "suspended"


def observe(aws: Emulator) -> str:
    s3 = aws.client("s3")
    place = {"LocationConstraint": "eu-west-1"}
    s3.create_bucket(Bucket="locked-versions", CreateBucketConfiguration=place, ObjectLockEnabledForBucket=True)
    try:
        s3.put_bucket_versioning(Bucket="locked-versions", VersioningConfiguration={"Status": "Suspended"})
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "suspended"
