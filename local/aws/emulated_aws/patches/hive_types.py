"""Types as Glue spells them, for DuckDB: `struct<uid:string,tags:array<string>>`."""

from __future__ import annotations

_PLAIN = {
    "string": "VARCHAR",
    "int": "INTEGER",
    "binary": "BLOB",
    "float": "FLOAT",
}


def duckdb_type(hive: str) -> str:
    """The type of a column; what DuckDB spells alike (`bigint`, `decimal(10,2)`) stays as it is."""
    name, _, inner = hive.strip().partition("<")
    if not inner:
        return _PLAIN.get(name.lower(), name.upper())
    parts = _split(inner.rstrip()[:-1])
    if name.lower() == "array":
        return f"{duckdb_type(parts[0])}[]"
    if name.lower() == "map":
        return f"MAP({', '.join(duckdb_type(part) for part in parts)})"
    fields = (part.partition(":") for part in parts)
    return "STRUCT(" + ", ".join(f'"{field}" {duckdb_type(of)}' for field, _, of in fields) + ")"


def _split(text: str) -> list[str]:
    """At the commas that are in no brackets."""
    parts, depth, start = [], 0, 0
    for at, char in enumerate(text):
        depth += (char in "<(") - (char in ">)")
        if char == "," and depth == 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]
