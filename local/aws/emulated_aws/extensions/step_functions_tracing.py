"""Whether a state machine is traced. An echo: nothing is traced."""

from __future__ import annotations

from ..extension import Extension
from ..kept import Kept
from ..protocol import Json

_machines = Kept("state-machine-tracing", {"tracingConfiguration": {"enabled": False}})


def _arn(asked: Json, answer: Json) -> str:
    return asked.get("stateMachineArn") or answer["stateMachineArn"]


EXTENSION = Extension(
    name="step-functions-tracing",
    service="stepfunctions",
    scope="states",
    why="the tracing of a state machine is forgotten, and every plan wants to turn it on",
    operations={
        "CreateStateMachine": _machines.change(_arn),
        "UpdateStateMachine": _machines.change(_arn),
        "DescribeStateMachine": _machines.tell(_arn),
        "DeleteStateMachine": _machines.forget(_arn),
    },
)
