import { expect, test } from "vitest";
import { closedDays, dailyActivity, silver } from "../../../contracts/lake.ts";
import { namedQueries, preparedName } from "../../../modules/lake/named-queries.ts";
import { tableShapes } from "../../../modules/lake/table-shapes.ts";
import { synthesised } from "../../support/synthesised.ts";

const platform = synthesised();
const tables = platform.of("aws_glue_catalog_table");
const table = (name: string) => tables.find((t) => t.has["name"] === name)!.has;
const parameters = (name: string) => table(name)["parameters"] as Record<string, string>;

test.each(tableShapes.map((s) => s.name))(
  "%s: every partition of the key is projected, and stands in the key",
  (name) => {
    const keys = (table(name)["partition_keys"] as { name: string }[]).map((k) => k.name);
    const given = parameters(name);
    for (const key of keys) {
      expect(given).toHaveProperty([`projection.${key}.type`]);
      // Doubled, so that Terraform hands on to Athena what is Athena's.
      expect(given["storage.location.template"]).toContain(`$\${${key}}`);
    }
    const placeholders = given["storage.location.template"]?.match(/\$\$\{\w+\}/g) ?? [];
    expect(placeholders).toHaveLength(keys.length);
  },
);

test("closed days are cut as silver is, so that a question can move from one to the other", () => {
  expect({ ...closedDays, bucket: "silver" }).toEqual(silver);
  expect(table("silver_closed")["partition_keys"]).toEqual(table("silver")["partition_keys"]);
  const columns = (name: string) => (table(name)["storage_descriptor"] as { columns: object[] }).columns;
  expect(columns("silver_closed")).toEqual(columns("silver"));
});

test("daily activity can be asked without naming an account", () => {
  expect(dailyActivity.partitions).toEqual(["eventDay"]);
  expect(Object.values(parameters("daily_activity"))).not.toContain("injected");
});

test("flow logs are read as AWS delivers them: text with a header, a folder per day", () => {
  expect(parameters("vpc_flow_logs")).toMatchObject({
    "skip.header.line.count": "1",
    "projection.eventday.format": "yyyy/MM/dd",
  });
  expect(parameters("vpc_flow_logs")["storage.location.template"]).toContain("/vpc-flow-logs/AWSLogs/$${accountid}/");
});

test("every query is there for people and, under a name that Athena takes, for programs", () => {
  const named = platform.of("aws_athena_named_query");
  const prepared = platform.of("aws_athena_prepared_statement");
  expect(named).toHaveLength(namedQueries.length);
  expect(prepared.map((p) => p.has["name"]).sort()).toEqual(namedQueries.map(preparedName).sort());
  for (const { has } of prepared) expect(has["name"]).toMatch(/^[A-Za-z_][\w@:]*$/);
});

test("a query of a table whose accounts are not known says which account it means", () => {
  const injected = tableShapes.filter((s) => s.partitions.some((p) => p.projection["type"] === "injected"));
  for (const { query } of namedQueries)
    for (const { name, partitions } of injected)
      if (new RegExp(`from ${name}\\b`).test(query))
        for (const { name: column, projection } of partitions)
          if (projection["type"] === "injected") expect(query).toContain(`${column} = ?`);
});

test("nobody lifts a workgroup's bounds from a query, and results have a prefix of their own", () => {
  const locations = platform.of("aws_athena_workgroup").map(({ has }) => {
    const { configuration } = has as { configuration: Record<string, unknown> };
    expect(configuration["enforce_workgroup_configuration"]).toBe(true);
    expect(Number(configuration["bytes_scanned_cutoff_per_query"])).toBeGreaterThan(0);
    return JSON.stringify(configuration["result_configuration"]);
  });
  expect(new Set(locations).size).toBe(locations.length);
});
