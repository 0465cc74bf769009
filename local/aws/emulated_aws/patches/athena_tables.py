"""Tables of Glue as Athena reads them: the columns that Glue declares, whatever files there are.

ministack reads Parquet as it lies there. What Glue declares and no file has is then missing, partitions are found only
when their folders are spelled as Glue spells them (without capitals) and are numbers when they look like it, and a
table without files has text in the place of structs. Types of results, the path of a row's file and whose mistake a
failure is are told too.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from types import ModuleType
from typing import Any

from ..patching import Patch, around
from .hive_types import duckdb_type

_USERS_MISTAKES = re.compile(r"^(Parser|Binder|Catalog|Conversion|Invalid Input|Out of Range|Permission) Error")
_WORKDIR = re.compile(r"^(.*/ministack-athena-[^/]+)/")


class _ResultTypes(dict[str, str]):
    """ministack's names of types, and of those that DuckDB writes with brackets behind them."""

    def get(self, key: str, default: Any = None) -> Any:
        return "array" if key.endswith("[]") else super().get(key, default)


def _columns(table: dict[str, Any]) -> list[dict[str, str]]:
    return [*(table.get("StorageDescriptor") or {}).get("Columns", []), *(table.get("PartitionKeys") or [])]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _empty(table: dict[str, Any]) -> str:
    shape = ", ".join(f'CAST(NULL AS {duckdb_type(c["Type"])}) AS {_quoted(c["Name"])}' for c in _columns(table))
    return f'(SELECT {shape}, CAST(NULL AS VARCHAR) AS "$path" WHERE FALSE)'


def _parquet(table: dict[str, Any], files: list[str]) -> str:
    """By name, for files without a column of today; the empty table comes first and gives names and types."""
    workdir = _WORKDIR.match(files[0])
    root = workdir.group(1) if workdir else ""
    location = table["StorageDescriptor"]["Location"].rstrip("/")
    parts = (part for file in files for part in file[len(root) :].split("/")[:-1])
    folders = {part.partition("=")[0] for part in parts if "=" in part}
    wanted = {key["Name"].lower(): duckdb_type(key["Type"]) for key in table.get("PartitionKeys") or []}
    types = ", ".join(f"{_literal(name)}: {wanted[name.lower()]}" for name in sorted(folders) if name.lower() in wanted)
    typed = f"hive_partitioning = true, hive_types_autocast = false, hive_types = {{{types}}}"
    hive = typed if types else "hive_partitioning = false"
    paths = ", ".join(_literal(file) for file in files)
    path = f'replace(filename, {_literal(root)}, {_literal(location)}) AS "$path"'
    source = f"read_parquet([{paths}], union_by_name = true, filename = true, {hive})"
    rows = f"SELECT * FROM {_empty(table)} UNION ALL BY NAME SELECT * EXCLUDE (filename), {path} FROM {source}"
    columns = ", ".join(_as_declared(column) for column in _columns(table))
    return f'(SELECT {columns}, "$path" FROM ({rows}))'


def _as_declared(column: dict[str, str]) -> str:
    """A file may say that its times are in UTC, and DuckDB then makes another type of them; Glue has one for both."""
    name = _quoted(column["Name"])
    return f"make_timestamp(epoch_us({name})) AS {name}" if column["Type"] == "timestamp" else name


def _apply(athena: ModuleType) -> None:
    athena._DUCKDB_TYPE_MAP = _ResultTypes({**athena._DUCKDB_TYPE_MAP, "JSON": "json", "TUPLE": "row"})
    # A text that names an object stays a text: Athena reads tables only.
    athena._rewrite_s3_paths = lambda query: query

    @around(athena, "_empty_relation")
    def empty(original: Callable[..., str], table: dict[str, Any]) -> str:
        return _empty(table) if _columns(table) else original(table)

    @around(athena, "_table_relation")
    def relation(original: Callable[..., str], table: dict[str, Any], files: list[str]) -> str:
        declared = athena._data_format(table) == "parquet" and _columns(table)
        return _parquet(table, files) if declared else original(table, files)

    @around(athena, "_execute_query")
    async def execute(original: Callable[..., Awaitable[None]], query_id: str, *args: Any, **more: Any) -> None:
        await original(query_id, *args, **more)
        status = (athena._executions.get(query_id) or {}).get("Status", {})
        if status.get("State") == "FAILED":
            reason = status.get("StateChangeReason", "")
            category = 2 if _USERS_MISTAKES.match(reason) else 1
            status["AthenaError"] = {"ErrorCategory": category, "Retryable": False, "ErrorMessage": reason}


PATCH = Patch(
    name="athena-tables",
    module="ministack.services.athena",
    why="a query does not see the columns that Glue declares but those of the files, and no path of a file",
    apply=_apply,
)
