"""Columns that Glue declares and no file has, partitions by their own names and types, and the path of a row's file."""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from emulator import Emulator

RIGHT = {
    "rows": [
        [
            "000000000001",
            "7",
            "2026-01-31 08:00:00",
            '{"uid":null}',
            "s3://athena-tables/t/accountId=000000000001/1.parquet",
        ]
    ],
    "types": ["varchar", "integer", "timestamp", "json", "varchar"],
    "empty": [],
    "mistake": 2,
}
WRONG = {"rows": "FAILED", "types": "FAILED", "empty": "FAILED", "mistake": None}

_COLUMNS = [
    {"Name": "n", "Type": "int"},
    {"Name": "seen", "Type": "timestamp"},
    {"Name": "later", "Type": "struct<uid:string>"},
]


def observe(aws: Emulator) -> object:
    s3, glue = aws.client("s3"), aws.client("glue")
    s3.create_bucket(Bucket="athena-tables", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    s3.put_object(Bucket="athena-tables", Key="t/accountId=000000000001/1.parquet", Body=_parquet())
    glue.create_database(DatabaseInput={"Name": "athena_tables"})
    for name, folder in (("t", "t"), ("nothing", "nothing")):
        glue.create_table(
            DatabaseName="athena_tables",
            TableInput={
                "Name": name,
                "PartitionKeys": [{"Name": "accountid", "Type": "string"}],
                "StorageDescriptor": {"Location": f"s3://athena-tables/{folder}/", "Columns": _COLUMNS},
                "Parameters": {"classification": "parquet"},
            },
        )
    of = 'select accountid, n, seen, cast({{\'uid\': later.uid}} as json) as later, "$path" p from "athena_tables"."{}"'
    rows, types, _ = _ask(aws, of.format("t"))
    return {
        "rows": rows,
        "types": types,
        "empty": _ask(aws, of.format("nothing"))[0],
        "mistake": _ask(aws, "select nonsense from athena_tables.t")[2],
    }


def _ask(aws: Emulator, sql: str) -> tuple[object, object, object]:
    athena = aws.client("athena")
    to = {"OutputLocation": "s3://athena-tables/results/"}
    query = athena.start_query_execution(QueryString=sql, ResultConfiguration=to)["QueryExecutionId"]
    while (status := athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"])["State"] in (
        "QUEUED",
        "RUNNING",
    ):
        time.sleep(0.05)
    if status["State"] != "SUCCEEDED":
        return "FAILED", "FAILED", status.get("AthenaError", {}).get("ErrorCategory")
    result = athena.get_query_results(QueryExecutionId=query)["ResultSet"]
    rows = [[datum.get("VarCharValue") for datum in row["Data"]] for row in result["Rows"][1:]]
    return rows, [column["Type"] for column in result["ResultSetMetadata"]["ColumnInfo"]], None


def _parquet() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.parquet"
        duckdb.sql("select 7 as n, timestamptz '2026-01-31 09:00:00+01' as seen").write_parquet(str(path))
        return path.read_bytes()
