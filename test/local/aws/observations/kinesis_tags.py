"""A stream that is created with a tag."""

from __future__ import annotations

from emulator import Emulator

RIGHT = ["platform"]
WRONG: list[str] = []


def observe(aws: Emulator) -> list[str]:
    kinesis = aws.client("kinesis")
    kinesis.create_stream(StreamName="tagged", ShardCount=1, Tags={"platform": "cap"})
    return [tag["Key"] for tag in kinesis.list_tags_for_stream(StreamName="tagged")["Tags"]]
