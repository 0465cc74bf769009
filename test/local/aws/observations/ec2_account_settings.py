"""Snapshots that nobody may share, and how instances hand out their credentials."""

from __future__ import annotations

from emulator import Emulator
from observing import told

RIGHT = ("block-all-sharing", "required")
WRONG = ("UnsupportedOperationException", "UnsupportedOperationException")


def observe(aws: Emulator) -> object:
    ec2 = aws.client("ec2")

    def snapshots() -> object:
        ec2.enable_snapshot_block_public_access(State="block-all-sharing")
        return ec2.get_snapshot_block_public_access_state()["State"]

    def metadata() -> object:
        ec2.modify_instance_metadata_defaults(HttpTokens="required")
        return ec2.get_instance_metadata_defaults()["AccountLevel"]["HttpTokens"]

    return told(snapshots), told(metadata)
