"""The key that S3 uses when nobody gives it another."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = "AWS"
WRONG = "NotFoundException"


def observe(aws: Emulator) -> object:
    return told(lambda: aws.client("kms").describe_key(KeyId="alias/aws/s3")["KeyMetadata"]["KeyManager"])
