import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { environments, everyProfile } from "../../environments/index.ts";
import { prod } from "../../environments/prod.ts";
import { synthesised } from "../support/synthesised.ts";

/** Types whose loss would lose data, or make data unreadable. */
const stateful = [
  "aws_backup_vault",
  "aws_cloudtrail",
  "aws_dynamodb_table",
  "aws_dynamodb_table_replica",
  "aws_ecr_repository",
  "aws_glue_catalog_database",
  "aws_glue_catalog_table",
  "aws_kms_key",
  "aws_kms_replica_key",
  "aws_msk_cluster",
  "aws_route53_zone",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_secretsmanager_secret_version",
];

const platform = synthesised({ kafka: true });

/** `durable aws_s3_bucket.bucket_bronze`, for every stateful resource of any profile of an environment. */
function addressesOf(name: string): string[] {
  const found = everyProfile
    .filter((environment) => environment.name === name)
    .flatMap((environment) => Object.entries(synthesised({ environment }).stacks))
    .flatMap(([stack, { resources }]) =>
      resources.filter((r) => stateful.includes(r.type)).map((r) => `${stack} ${r.address}`),
    );
  return [...new Set(found)].sort();
}

test.each(Object.keys(environments))(
  "%s: addresses of stateful resources are a contract: a change is a migration with a moved block",
  (name) => {
    const pinned = readFileSync(`test/stacks/stateful-addresses/${name}.txt`, "utf8").trim().split("\n");
    expect(addressesOf(name)).toEqual(pinned);
  },
);

test.each(Object.keys(environments))("%s: another profile takes nothing stateful out of durable", (name) => {
  const [usual, ...others] = everyProfile
    .filter((environment) => environment.name === name)
    .map((environment) => synthesised({ environment }).durable.resources)
    .map((resources) => resources.filter((r) => stateful.includes(r.type)).map((r) => r.address));
  for (const other of others) expect(other).toEqual(usual);
});

test("every pinned list is of an environment", () => {
  const lists = readdirSync("test/stacks/stateful-addresses").map((file) => file.replace(/\.txt$/, ""));
  expect(lists.sort()).toEqual(Object.keys(environments).sort());
});

test("what must outlive a release is in durable; of stateful things only the brokers are not", () => {
  const inRuntime = platform.runtime.resources.filter((r) => stateful.includes(r.type));
  expect(inRuntime.map((r) => r.address)).toEqual(["aws_msk_cluster.msk_cluster"]);
});

test("in a protected environment nothing stateful of durable can be destroyed", () => {
  const safe = synthesised({ environment: prod });
  // Catalogue entries can be written anew from the code; so can a version of a secret, from the secret itself.
  const rebuilt = ["aws_glue_catalog_database", "aws_glue_catalog_table", "aws_secretsmanager_secret_version"];
  const held = safe.durable.resources.filter((r) => stateful.includes(r.type) && !rebuilt.includes(r.type));
  for (const r of held) expect(r.has["lifecycle"], r.address).toMatchObject({ prevent_destroy: true });
  for (const r of safe.of("aws_dynamodb_table")) expect(r.has["deletion_protection_enabled"]).toBe(true);
  for (const r of safe.of("aws_s3_bucket")) expect(r.has["force_destroy"] ?? false).toBe(false);
  for (const r of safe.of("aws_lb")) expect(r.has["enable_deletion_protection"]).toBe(true);
  const lock = JSON.stringify(safe.of("aws_s3_bucket_object_lock_configuration")[0]?.has);
  expect(lock).toContain("COMPLIANCE");
});

test("tables can be restored to any second, and everything at rest has a key of ours that rotates", () => {
  for (const r of platform.of("aws_dynamodb_table")) {
    expect(r.has["point_in_time_recovery"]).toEqual({ enabled: true });
    expect(JSON.stringify(r.has["server_side_encryption"])).toContain("key_state");
  }
  for (const r of platform.of("aws_kms_key")) expect(r.has["enable_key_rotation"]).toBe(true);
  for (const r of platform.of("aws_ecr_repository")) {
    expect(JSON.stringify(r.has["encryption_configuration"])).toContain("key_operations");
    expect(r.has["image_tag_mutability"]).toBe("IMMUTABLE");
  }
  for (const r of platform.of("aws_cloudwatch_log_group")) {
    expect(r.has["kms_key_id"]).toMatch(/key_operations/);
    expect(r.has["retention_in_days"]).toBeGreaterThan(0);
  }
  expect(JSON.stringify(platform.of("aws_msk_cluster")[0]?.has["encryption_info"])).toContain("key_events");
});

test("the API token's value is ephemeral: neither the plan nor the state can hold it", () => {
  const [version] = platform.of("aws_secretsmanager_secret_version");
  expect(version?.has["secret_string"]).toBeUndefined();
  expect(version?.has["secret_string_wo"]).toMatch(/^\$\{ephemeral\./);
  expect(version?.has["secret_string_wo_version"]).toBe(1);
  const { ephemeral } = JSON.parse(platform.durable.text) as { ephemeral: object };
  expect(Object.keys(ephemeral)).toEqual(["aws_secretsmanager_random_password"]);
});
