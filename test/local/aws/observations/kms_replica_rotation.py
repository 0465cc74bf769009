"""Whether a replica rotates, of a key that does."""

from __future__ import annotations

from emulator import Emulator

RIGHT = True
WRONG = False


def observe(aws: Emulator) -> object:
    kms = aws.client("kms")
    key = kms.create_key(MultiRegion=True)["KeyMetadata"]["KeyId"]
    kms.enable_key_rotation(KeyId=key)
    kms.replicate_key(KeyId=key, ReplicaRegion="eu-central-1")
    return aws.client("kms", region="eu-central-1").get_key_rotation_status(KeyId=key)["KeyRotationEnabled"]
