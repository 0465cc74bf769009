"""S3 Control: its requests name a host that resolves nowhere, and so arrive as at a proxy."""

from __future__ import annotations

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from emulator import Emulator

ACCOUNT = "123456789012"
BLOCK = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}


def test_the_block_of_an_account_is_kept_and_taken_away(aws: Emulator) -> None:
    endpoint = f"http://127.0.0.1:{aws.port}"
    s3 = boto3.client(
        "s3control",
        endpoint_url=endpoint,
        region_name="eu-west-1",
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="emulated",  # noqa: S106
        config=Config(proxies={"http": endpoint}),
    )
    # Others use this emulator too, and may have left a block.
    s3.delete_public_access_block(AccountId=ACCOUNT)
    with pytest.raises(ClientError, match="NoSuchPublicAccessBlock"):
        s3.get_public_access_block(AccountId=ACCOUNT)
    s3.put_public_access_block(AccountId=ACCOUNT, PublicAccessBlockConfiguration=BLOCK)
    assert s3.get_public_access_block(AccountId=ACCOUNT)["PublicAccessBlockConfiguration"] == BLOCK
    s3.delete_public_access_block(AccountId=ACCOUNT)
    with pytest.raises(ClientError, match="NoSuchPublicAccessBlock"):
        s3.get_public_access_block(AccountId=ACCOUNT)
