"""Functions for tests."""

from __future__ import annotations

import io
import zipfile

from emulator import Emulator

ROLE = "arn:aws:iam::123456789012:role/any"
ECHO = "export const handler = async (event) => ({ seen: event });"


def make_function(aws: Emulator, name: str, code: str = ECHO) -> str:
    """A Node.js function; its ARN."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.mjs", code)
    return aws.client("lambda").create_function(
        FunctionName=name,
        Runtime="nodejs22.x",
        Handler="index.handler",
        Role=ROLE,
        Code={"ZipFile": packed.getvalue()},
    )["FunctionArn"]
