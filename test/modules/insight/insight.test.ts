import { expect, test } from "vitest";
import { dailyActivityColumns } from "../../../contracts/lake.ts";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { activityColumns, activitySql } from "../../../modules/insight/activity-data.ts";
import { insightCost } from "../../../modules/insight/cost.ts";
import { validateInsight } from "../../../modules/insight/insight.ts";
import { synthesised } from "../../support/synthesised.ts";

const platform = synthesised({ environment: prod });
const [source] = platform.of("aws_quicksight_data_source");
const [dashboard] = platform.of("aws_quicksight_dashboard");

test("pages ask through the analysts' workgroup, whose scan limit holds, over TLS", () => {
  expect(JSON.stringify(source?.has["parameters"])).toMatch(/athena_workgroup/);
  expect(source?.has["ssl_properties"]).toEqual({ disable_ssl: false });
});

test("every field of the dashboard is a column of the data set, and every column one of gold", () => {
  const used = JSON.stringify(dashboard?.has["definition"]).match(/"column_name":"(\w+)"/g) ?? [];
  expect(used.length).toBeGreaterThan(5);
  const columns = activityColumns.map((c) => c.name);
  for (const field of used) expect(columns).toContain(/:"(\w+)"/.exec(field)?.[1]);
  const gold = ["day", ...dailyActivityColumns.map((c) => c.name)];
  for (const column of columns) expect(gold).toContain(column);
});

test("field ids are unique on the sheet, for QuickSight refuses a second", () => {
  const ids = JSON.stringify(dashboard?.has["definition"]).match(/"field_id":"[\w-]+"/g) ?? [];
  expect(new Set(ids).size).toBe(ids.length);
});

test("the query reads the days of the page and no others", () => {
  expect(activitySql("cap_x")).toMatch(/from "cap_x"\.daily_activity where eventday >= /);
});

test("only the author has the pages", () => {
  const principals = ["aws_quicksight_data_source", "aws_quicksight_data_set", "aws_quicksight_dashboard"].flatMap(
    (type) => JSON.stringify(platform.of(type).map((r) => r.has)).match(/"principal":"[^"]+"/g) ?? [],
  );
  expect(principals).toHaveLength(3);
  expect(new Set(principals)).toEqual(
    new Set(['"principal":"arn:aws:quicksight:eu-west-1:345678901234:user/default/cap-analyst"']),
  );
});

test("an environment without pages has nothing of QuickSight, and pays nothing", () => {
  const types = synthesised({ environment: dev }).resources.map((r) => r.type);
  expect(types.filter((t) => t.startsWith("aws_quicksight"))).toEqual([]);
  expect(insightCost(dev.insight)).toEqual([]);
  expect(insightCost(prod.insight)).toHaveLength(1);
});

test("in the recovery Region the author is still the user of the Region that the account subscribed in", () => {
  const [there] = synthesised({ environment: prod, site: "recovery" }).of("aws_quicksight_data_source");
  expect(JSON.stringify(there?.has["permission"])).toContain("arn:aws:quicksight:eu-west-1:");
});

test("an author is a name, not an ARN, and lives in a Region", () => {
  const faults = validateInsight({ author: "arn:aws:quicksight:x", identityRegion: "eu-west-1a" });
  expect(faults.map((f) => f.field)).toEqual(["author", "identityRegion"]);
  expect(validateInsight({ author: "cap-analyst", identityRegion: "eu-west-1" })).toEqual([]);
});
