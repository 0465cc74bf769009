import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { silverSchema } from "../../../contracts/ocsf/parquet.ts";
import { silverDuckdbColumns, silverHiveColumns } from "../../../contracts/ocsf/sql-types.ts";
import { normalise, toSilverColumns } from "../../../services/events/index.ts";

const record = {
  eventTime: "2026-01-14T10:00:00Z",
  eventName: "GetObject",
  eventSource: "s3.amazonaws.com",
  eventID: "e-1",
  requestID: "r-1",
  requestParameters: { bucketName: "b" },
  resources: [{ ARN: "arn:aws:s3:::b", type: "AWS::S3::Bucket", accountId: "1" }, { ARN: "arn:aws:s3:::b/k" }],
};

async function readBack(events: Parameters<typeof toSilverColumns>[0], sql: string) {
  const folder = mkdtempSync(join(tmpdir(), "silver-"));
  try {
    const file = join(folder, "silver.parquet");
    const columnData = toSilverColumns(events).map(({ name, data }) => ({ name, data: [...data] }));
    const compressors = { ZSTD: (bytes: Uint8Array) => zstdCompressSync(bytes) };
    writeFileSync(
      file,
      Buffer.from(parquetWriteBuffer({ schema: [...silverSchema], columnData, codec: "ZSTD", compressors })),
    );
    const db = await (await DuckDBInstance.create(":memory:")).connect();
    return (await db.runAndReadAll(sql.replace("silver", `'${file}'`))).getRowObjectsJson();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function event(more: object = {}) {
  const outcome = normalise("cloudtrail", Buffer.from(JSON.stringify({ ...record, ...more })));
  if (!("keep" in outcome)) throw new Error(JSON.stringify(outcome));
  return outcome.keep;
}

test("a file of silver reads back nested, with its times and lists", async () => {
  const sql = `SELECT metadata.uid AS id, time, time_dt, api.service.name AS service, api.request.data AS data,
    [r.uid FOR r IN resources] AS uids, metadata.profiles AS profiles, actor.session AS session FROM silver ORDER BY id`;
  const bare = event({ eventID: "e-2", resources: [], requestParameters: null });
  expect(await readBack([event(), bare], sql)).toEqual([
    {
      id: "e-1",
      time: String(Date.parse(record.eventTime)),
      time_dt: "2026-01-14 10:00:00",
      service: "s3.amazonaws.com",
      data: '{"bucketName":"b"}',
      uids: ["arn:aws:s3:::b", "arn:aws:s3:::b/k"],
      profiles: ["cloud", "datetime"],
      session: null,
    },
    expect.objectContaining({ id: "e-2", data: null, uids: null }),
  ]);
});

test("DuckDB finds in a file the types that the declaration promises", async () => {
  const columns = await readBack([event()], "DESCRIBE SELECT * FROM silver");
  const types = Object.fromEntries(
    columns.map((c) => [c["column_name"], String(c["column_type"]).replaceAll('"', "")]),
  );
  expect(types).toEqual(
    Object.fromEntries(silverDuckdbColumns.map(({ name, type }) => [name, type.replaceAll('"', "")])),
  );
});

test("the catalogue spells the same columns in Hive's types", () => {
  const type = (name: string) => silverHiveColumns.find((column) => column.name === name)?.type;
  expect(type("time")).toBe("bigint");
  expect(type("src_endpoint")).toBe("struct<ip:string,domain:string,uid:string,name:string>");
  expect(type("resources")).toBe("array<struct<uid:string,type:string,owner:struct<account:struct<uid:string>>>>");
  for (const { doc } of silverHiveColumns) expect(doc.length).toBeLessThanOrEqual(255);
});
