"""When a function gets a newer runtime. An echo: it runs on the Node.js of this machine."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind

_updates = Kind("lambda-runtime-updates", ("FunctionName",), "ResourceNotFoundException")

EXTENSION = Extension(
    name="lambda-runtime-updates",
    service="lambda",
    why="settings of a function's runtime are taken for a function",
    operations={"PutRuntimeManagementConfig": _updates.create, "GetRuntimeManagementConfig": _updates.read},
)
