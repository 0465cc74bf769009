"""A function that is called with what arrives on a topic."""

from __future__ import annotations

from emulator import Emulator
from functions_support import make_function
from observing import told

RIGHT = ["security-events"]
WRONG = "InvalidParameterValueException"


def observe(aws: Emulator) -> object:
    functions = aws.client("lambda")
    make_function(aws, "topical")
    source = "arn:aws:kafka:eu-west-1:123456789012:cluster/c/1"

    def subscribe() -> object:
        made = functions.create_event_source_mapping(
            FunctionName="topical", EventSourceArn=source, Topics=RIGHT, StartingPosition="LATEST"
        )
        return functions.get_event_source_mapping(UUID=made["UUID"])["Topics"]

    return told(subscribe)
