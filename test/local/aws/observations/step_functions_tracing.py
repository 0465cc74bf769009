"""A state machine that is traced."""

from __future__ import annotations

import json

from emulator import Emulator

RIGHT = {"enabled": True}
WRONG = None


def observe(aws: Emulator) -> object:
    machines = aws.client("stepfunctions")
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}})
    role = "arn:aws:iam::123456789012:role/states"
    made = machines.create_state_machine(
        name="traced", definition=definition, roleArn=role, tracingConfiguration={"enabled": True}
    )["stateMachineArn"]
    return machines.describe_state_machine(stateMachineArn=made).get("tracingConfiguration")
