import { expect, test } from "vitest";
import type { CostProfile } from "../../../contracts/cost.ts";
import { prices } from "../../../contracts/prices.ts";
import { type TableContract, tables } from "../../../contracts/tables.ts";
import { local } from "../../../environments/local.ts";
import { prod, prodStandard } from "../../../environments/prod.ts";
import { tablesCost } from "../../../modules/tables/cost.ts";
import { tablesRecovery } from "../../../modules/tables/recovery.ts";
import { type TablesProps, validateTables } from "../../../modules/tables/tables.ts";
import { type Resource, synthesised } from "../../support/synthesised.ts";

const platforms = {
  local: synthesised({ environment: local }),
  lean: synthesised({ environment: prod }),
  standard: synthesised({ environment: prodStandard }),
};
const contracts = Object.entries<TableContract>(tables);
const made = (platform: keyof typeof platforms, name: string): Resource["has"] =>
  platforms[platform].of("aws_dynamodb_table").find((r) => r.address.endsWith(`.table_${name}`))!.has;

interface Index {
  readonly name: string;
  readonly hash_key: string;
  readonly range_key?: string;
  readonly projection_type: string;
}
const indexesOf = (has: Resource["has"]): readonly Index[] =>
  (has["global_secondary_index"] as readonly Index[] | undefined) ?? [];

test.each(contracts)("%s: keys, indexes and expiry are those of the contract", (name, t) => {
  const has = made("local", name);
  expect([has["hash_key"], has["range_key"]]).toEqual([t.partitionKey, t.sortKey]);
  expect(indexesOf(has).map((i) => [i.name, i.hash_key, i.range_key])).toEqual(
    Object.entries(t.indexes ?? {}).map(([index, i]) => [index, i.partitionKey, i.sortKey]),
  );
  expect((has["ttl"] as { attribute_name?: string } | undefined)?.attribute_name).toBe(t.expiresBy);
});

test.each(contracts)("%s: declares the attributes that are keys, and no others, for DynamoDB refuses them", (name) => {
  const has = made("local", name);
  const declared = (has["attribute"] as { name: string }[]).map((a) => a.name).sort();
  const keys = [has["hash_key"], has["range_key"], ...indexesOf(has).flatMap((i) => [i.hash_key, i.range_key])];
  expect(declared).toEqual([...new Set(keys.filter((k) => k !== undefined))].sort());
});

test("where another Region has copies every table has the stream that they are made from", () => {
  for (const { has } of platforms.lean.of("aws_dynamodb_table"))
    expect(has).toMatchObject({ stream_enabled: true, stream_view_type: "NEW_AND_OLD_IMAGES" });
  const streaming = platforms.local.of("aws_dynamodb_table").filter((r) => r.has["stream_enabled"] === true);
  expect(streaming).toHaveLength(contracts.filter(([, t]) => t.stream === true).length);
});

test("every table has a copy of its own key and recovery, and the table leaves its copies alone", () => {
  const copies = platforms.lean.of("aws_dynamodb_table_replica");
  expect(copies).toHaveLength(contracts.length);
  for (const { has } of copies) {
    expect(has).toMatchObject({ point_in_time_recovery: true, deletion_protection_enabled: true });
    expect(has["kms_key_arn"]).toMatch(/replica_key_state/);
  }
  for (const { has } of platforms.lean.of("aws_dynamodb_table"))
    expect(has["lifecycle"]).toMatchObject({ ignore_changes: ["replica"] });
});

test("autoscaled: reads and writes of every table and index follow their use, and Terraform does not set them back", () => {
  const targets = platforms.standard
    .of("aws_appautoscaling_target")
    .filter((r) => r.has["service_namespace"] === "dynamodb");
  const indexes = contracts.flatMap(([, t]) => Object.keys(t.indexes ?? {}));
  expect(targets).toHaveLength(2 * (contracts.length + indexes.length));
  for (const { has } of targets) expect(has["max_capacity"]).toBe(400);
  for (const { has } of platforms.standard.of("aws_dynamodb_table")) {
    expect(has["billing_mode"]).toBe("PROVISIONED");
    const { ignore_changes: left } = has["lifecycle"] as { ignore_changes: string[] };
    expect(left).toEqual(expect.arrayContaining(["read_capacity", "write_capacity", "global_secondary_index"]));
  }
});

test("on demand nobody but Terraform owns a field", () => {
  for (const { has } of platforms.local.of("aws_dynamodb_table")) {
    expect(has["billing_mode"]).toBe("PAY_PER_REQUEST");
    expect(has["lifecycle"]).toMatchObject({ ignore_changes: [] });
  }
});

const alarmNames = (platform: keyof typeof platforms): string[] =>
  platforms[platform].of("aws_cloudwatch_metric_alarm").map((a) => String(a.has["alarm_name"]));

test("throttles of every table and of every index are told, in every environment", () => {
  for (const [platform, prefix] of [
    ["local", "cap-local"],
    ["lean", "cap-prod"],
  ] as const)
    for (const [name, t] of contracts) {
      expect(alarmNames(platform)).toContain(`${prefix}-${name}-table-throttles`);
      for (const index of Object.keys(t.indexes ?? {}))
        expect(alarmNames(platform)).toContain(`${prefix}-${name}-index-${index.replaceAll("_", "-")}-throttles`);
    }
});

test("copies that are behind are told by the Region that they are in", () => {
  const behind = platforms.lean
    .of("aws_cloudwatch_metric_alarm")
    .filter((a) => a.has["metric_name"] === "ReplicationLatency" && a.has["namespace"] === "AWS/DynamoDB");
  expect(behind).toHaveLength(contracts.length);
  for (const { has } of behind) expect(has["dimensions"]).toMatchObject({ ReceivingRegion: "eu-central-1" });
});

test("an index that is keyed twice by the same, and a ceiling below the floor, are refused together", () => {
  const t = {
    name: "t",
    partitionKey: "k",
    indexes: { i: { partitionKey: "a", sortKey: "a", holds: "keys" } },
  } as const;
  const props = { contracts: { t }, capacity: { capacity: "autoscaled", max: 1 } } as unknown as TablesProps<"t">;
  expect(validateTables(props).map((f) => f.field)).toEqual(["contracts.t.indexes.i.sortKey", "capacity.max"]);
});

const usd = (profile: CostProfile): number =>
  profile.reduce((sum, { price, quantity }) => sum + prices[price].usd * quantity, 0);

test("tables on demand cost a dollar or two; a copy pays for writes and storage once more", () => {
  const onDemand = { contracts: tables, capacity: { capacity: "on-demand" }, copied: false } as const;
  expect(usd(tablesCost(onDemand))).toBeLessThan(2);
  const more = usd(tablesCost({ ...onDemand, copied: true })) - usd(tablesCost(onDemand));
  expect(more).toBeCloseTo(0.5 * 0.625 + 0.25 + 0.2, 5);
});

test("tables without a copy do not survive their Region", () => {
  const losses = (copied: boolean) => tablesRecovery({ copied }).map((l) => l.after);
  expect(losses(false)).not.toContain("region");
  expect(losses(true)).toContain("region");
});
