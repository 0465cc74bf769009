import { describe, expect, test } from "vitest";
import { statementOf } from "../../../adapters/query/athena-sql.ts";
import { datasets, partitionsOf, readBy, viewsOf } from "../../../adapters/query/athena-views.ts";
import { tableShapes } from "../../../modules/lake/table-shapes.ts";

const files = ["region=eu-west-1/accountId=000000000001/eventDay=20260131/a.parquet"];
const of = (found: readonly string[]) => ({ partitions: partitionsOf(datasets.silver, found) });

test("a view gives every partition that there is, in the spelling of Glue", () => {
  const more = [...files, "region=us-east-1/accountId=000000000002/eventDay=20260105/b.parquet"];
  expect(viewsOf("silver", "cap_dev", of(more))).toEqual([
    `silver AS (SELECT metadata.uid AS metadata_uid, * FROM "cap_dev"."silver" WHERE region IN ('eu-west-1', 'us-east-1') AND accountid IN ('000000000001', '000000000002') AND eventday BETWEEN '20260105' AND '20260131')`,
  ]);
});

test("a view of some files names their partitions and their paths", () => {
  const bronze = ["bus=it's/partition=1/5.parquet", "bus=it's/partition=0/0.parquet"];
  const extent = { partitions: partitionsOf(datasets.bronze, bronze), paths: bronze.map((file) => `s3://b/p/${file}`) };
  const [all, kept] = viewsOf("bronze", "cap_dev", extent);
  expect(all).toBe(
    `bronze_all AS (SELECT * FROM "cap_dev"."bronze" WHERE bus IN ('it''s') AND "partition" IN (0, 1) AND "$path" IN ('s3://b/p/bus=it''s/partition=1/5.parquet', 's3://b/p/bus=it''s/partition=0/0.parquet'))`,
  );
  expect(kept).toBe("bronze AS (SELECT * FROM bronze_all WHERE outcome = 'keep')");
});

test("of an empty lake a view still gives a value of each column that only data knows", () => {
  for (const paths of [undefined, []]) {
    const extent = { ...of([]), ...(paths === undefined ? {} : { paths }) };
    const [view = ""] = viewsOf("silver", "d", extent);
    expect(view).toContain("region IN ('-') AND accountid IN ('-') AND eventday BETWEEN '19700101' AND '19700101')");
  }
  expect(viewsOf("bronze", "d", { partitions: {} })[0]).toContain(`bus IN ('-') AND "partition" = 0`);
});

// Athena refuses a query of such a table that says nothing of the column.
test.each(["bronze", "silver"] as const)("every partition column of the table %s is given", (dataset) => {
  const { partitions = [] } = tableShapes.find(({ name }) => name === dataset) ?? {};
  const [view = ""] = viewsOf(dataset, "d", { partitions: {} });
  expect(partitions.length).toBeGreaterThan(1);
  for (const { name } of partitions) expect(view.replaceAll('"', "")).toMatch(new RegExp(`\\b${name} (IN|=|BETWEEN)`));
});

describe("what a statement reads", () => {
  test.each([
    ["select 1", []],
    ["select * from bronze_all", ["bronze"]],
    ["select * from BRONZE b join silver s on true", ["bronze", "silver"]],
    ["select 'silver' from bronze", ["bronze", "silver"]],
    ["select silvery from bronzes -- silver", []],
  ])("%s", (sql, want) => {
    expect(readBy(statementOf(sql))).toEqual(want);
  });
});
