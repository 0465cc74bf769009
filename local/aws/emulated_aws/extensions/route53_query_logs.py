"""Where the queries of a zone are logged. Echoes: no name is resolved here, so nothing is logged."""

from __future__ import annotations

from ..extension import Extension
from ..kind import Kind, new_id

_configs = Kind(
    "route53-query-logs", ("Id",), "NoSuchQueryLoggingConfig", "QueryLoggingConfig", lambda _: {"Id": new_id()}
)

EXTENSION = Extension(
    name="route53-query-logs",
    service="route53",
    why="a zone's query log is refused: moto looks for the zone among its own",
    operations={
        "CreateQueryLoggingConfig": lambda asked: {**_configs.create(asked), "Location": "/"},
        "GetQueryLoggingConfig": _configs.read,
        "DeleteQueryLoggingConfig": _configs.delete,
        "ListQueryLoggingConfigs": _configs.listed("QueryLoggingConfigs"),
    },
)
