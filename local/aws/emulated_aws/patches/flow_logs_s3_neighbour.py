"""Flow logs come from moto, S3 from ministack: moto must look for the destination among ministack's buckets."""

from __future__ import annotations

from types import ModuleType
from typing import Any

from ..patching import Patch, around


def _apply(models: ModuleType) -> None:
    @around(models.FlowLogsBackend, "create_flow_logs")
    def create(original: Any, self: Any, *args: Any, **more: Any) -> Any:
        from ministack.services import s3
        from moto.s3.models import s3_backends

        destination = more.get("log_destination") or ""
        if destination.startswith("arn:") and destination.split(":", 5)[5].split("/")[0] in s3._buckets:
            # moto takes the whole path for the bucket's name, and only asks whether there is such a key.
            s3_backends[self.account_id][self.partition].buckets.setdefault(destination.split(":", 5)[5], None)
        return original(self, *args, **more)


PATCH = Patch(
    name="flow-logs-s3-neighbour",
    module="moto.ec2.models.flow_logs",
    why="CreateFlowLogs to a bucket answers that the bucket does not exist",
    apply=_apply,
)
