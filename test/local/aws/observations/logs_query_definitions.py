"""A saved query is stored and found by its prefix."""

from __future__ import annotations

from botocore.exceptions import ClientError
from emulator import Emulator

RIGHT = ["team/errors"]
WRONG = "UnsupportedOperationException"


def observe(aws: Emulator) -> object:
    logs = aws.client("logs")
    try:
        logs.put_query_definition(name="team/errors", queryString="fields @timestamp")
    except ClientError as error:
        return error.response["Error"]["Code"]
    found = logs.describe_query_definitions(queryDefinitionNamePrefix="team/")["queryDefinitions"]
    return [definition["name"] for definition in found]
