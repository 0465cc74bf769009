"""A folder that stands where the object's file would go cannot be written: like a full disk, one key is enough."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

BUCKET = "failed-write"
RIGHT = ("InternalError", "NoSuchKey", [], b"first")
WRONG = ("stored", b"lost", ["blocked"], b"first")


def observe(aws: Emulator) -> tuple[object, ...]:
    s3 = aws.client("s3")
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket=BUCKET, Key="kept", Body=b"first")
    folder = aws.folder / "objects" / "123456789012" / BUCKET
    (folder / "blocked.meta.json.tmp").mkdir()
    (folder / "blocked.tmp").mkdir()
    written = _code(lambda: s3.put_object(Bucket=BUCKET, Key="blocked", Body=b"lost") and "stored")
    read = _code(lambda: s3.get_object(Bucket=BUCKET, Key="blocked")["Body"].read())
    listed = [one["Key"] for one in s3.list_objects_v2(Bucket=BUCKET, Prefix="blocked").get("Contents", [])]
    return written, read, listed, s3.get_object(Bucket=BUCKET, Key="kept")["Body"].read()


def _code(call: object) -> object:
    try:
        return call()  # type: ignore[operator]
    except ClientError as error:
        return error.response["Error"]["Code"]
