"""In which form a flow log is written to its bucket. An echo: no flow is recorded."""

from __future__ import annotations

from ..extension import Ask, Extension
from ..protocol import Json
from ..tables import Table

_options = Table("flow-log-options")


async def _create(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    if wanted := asked.get("DestinationOptions"):
        _options.here().update(dict.fromkeys(answer.get("FlowLogIds", []), wanted))
    return answer


async def _describe(asked: Json, ask: Ask) -> Json:
    answer = await ask(asked)
    for flow in answer.get("FlowLogs", []):
        if kept := _options.here().get(flow["FlowLogId"]):
            flow["DestinationOptions"] = kept
    return answer


EXTENSION = Extension(
    name="flow-log-options",
    service="ec2",
    why="a flow log forgets its format and its partitions, and Terraform makes it anew with every apply",
    operations={"CreateFlowLogs": _create, "DescribeFlowLogs": _describe},
)
