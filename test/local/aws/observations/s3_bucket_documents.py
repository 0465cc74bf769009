"""An intelligent-tiering configuration, as Terraform puts and reads it."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

BUCKET = "bucket-documents"
RIGHT = (125, "NoSuchConfiguration")
WRONG = "IllegalLocationConstraintException"


def observe(aws: Emulator) -> object:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    wanted = {"Id": "whole", "Status": "Enabled", "Tierings": [{"Days": 125, "AccessTier": "ARCHIVE_ACCESS"}]}
    named = {"Bucket": BUCKET, "Id": "whole"}
    try:
        s3.put_bucket_intelligent_tiering_configuration(**named, IntelligentTieringConfiguration=wanted)
    except ClientError as error:
        return error.response["Error"]["Code"]
    found = s3.get_bucket_intelligent_tiering_configuration(**named)["IntelligentTieringConfiguration"]
    s3.delete_bucket_intelligent_tiering_configuration(**named)
    try:
        s3.get_bucket_intelligent_tiering_configuration(**named)
    except ClientError as error:
        return found["Tierings"][0]["Days"], error.response["Error"]["Code"]
    return "still there"
