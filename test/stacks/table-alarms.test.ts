import { expect, test } from "vitest";
import { type TableContract, tables } from "../../contracts/tables.ts";
import { everywhere } from "../support/everywhere.ts";
import { type Resource, type Synthesised, statementsOf } from "../support/synthesised.ts";

const contracts = Object.entries<TableContract>(tables);

interface Metric {
  readonly metric_name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** What an alarm watches: its one metric, or those that it calculates with. */
function metricsOf(alarm: Resource | undefined): readonly Metric[] {
  const queries = alarm?.has["metric_query"] as readonly { readonly metric?: Metric }[] | undefined;
  if (queries !== undefined) return queries.flatMap(({ metric }) => (metric === undefined ? [] : [metric]));
  return alarm === undefined ? [] : [alarm.has as unknown as Metric];
}

/** Whether a reference is to a table or its copy, or a name is a table's. */
const isAbout = (text: string, table: string): boolean =>
  new RegExp(`(?:table_(?:replica_)?|^cap-[a-z]+-)${table}(?:name|arn|\\.|$)`).test(text);

/** Operations on items; others are on the table itself, by which backups take it. */
const onItems = /Item$|^Query$|^Scan$|^PartiQL/;

/** The operations on the items of a table that the roles of an environment are granted. */
const granted = (one: Synthesised, table: string): string[] =>
  one
    .of("aws_iam_role_policy")
    .flatMap((r) => statementsOf(r))
    .filter((s) => [s.Resource].flat().some((resource) => isAbout(resource, table)))
    .flatMap((s) => [s.Action].flat())
    .map((action) => action.replace("dynamodb:", ""))
    .filter((operation) => onItems.test(operation));

const alarmOf = (one: Synthesised, end: string): Resource | undefined =>
  one.of("aws_cloudwatch_metric_alarm").find((r) => String(r.has["alarm_name"]).endsWith(`-${end}`));
const errorAlarm = (one: Synthesised, table: string): Resource | undefined => alarmOf(one, `${table}-table-errors`);

const sorted = (all: Iterable<string>): string[] => [...new Set(all)].sort();

test("a contract names the operations that roles are granted on its table", () => {
  for (const [name, { operations = [] }] of contracts) {
    const used = everywhere.flatMap((one) => granted(one, name));
    expect(sorted(used), name).toEqual(sorted(operations));
  }
});

test("the alarm on errors of DynamoDB watches the operations that roles are granted on the table, and no others", () => {
  const guarded = everywhere.filter((one) => errorAlarm(one, "objects") !== undefined);
  expect(guarded.length).toBeGreaterThanOrEqual(4);
  for (const one of guarded)
    for (const [name] of contracts) {
      const watched = metricsOf(errorAlarm(one, name));
      for (const { metric_name, dimensions } of watched) {
        expect(metric_name).toBe("SystemErrors");
        expect(dimensions["TableName"]).toSatisfy((of) => isAbout(String(of), name));
      }
      const operations = watched.map(({ dimensions }) => String(dimensions["Operation"]));
      expect(sorted(operations), name).toEqual(sorted(granted(one, name)));
    }
});

test("requests that were turned away are counted for each table, in the ways that roles are granted, and each index", () => {
  for (const one of everywhere.filter((any) => alarmOf(any, "objects-table-throttles") !== undefined))
    for (const [name, { indexes = {} }] of contracts) {
      const watched = metricsOf(alarmOf(one, `${name}-table-throttles`)).map((m) => m.metric_name);
      const used = granted(one, name);
      expect(watched.length, name).toBeGreaterThan(0);
      if (used.some((o) => !o.includes("Write"))) expect(watched, name).toContain("ReadThrottleEvents");
      if (used.some((o) => o.includes("Write"))) expect(watched, name).toContain("WriteThrottleEvents");
      for (const index of Object.keys(indexes)) {
        const [metric] = metricsOf(alarmOf(one, `${name}-index-${index.replaceAll("_", "-")}-throttles`));
        expect(metric?.dimensions["GlobalSecondaryIndexName"]).toBe(index);
      }
    }
});
