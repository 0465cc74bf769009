import { expect, test } from "vitest";
import { keyClasses } from "../../../contracts/names.ts";
import { dev } from "../../../environments/dev.ts";
import { prod } from "../../../environments/prod.ts";
import { keysCost } from "../../../modules/keys/cost.ts";
import { keysRecovery } from "../../../modules/keys/recovery.ts";
import { synthesised } from "../../support/synthesised.ts";

const copied = synthesised({ environment: prod });
const primaries = copied.durable.resources.filter((r) => r.type === "aws_kms_key");

test("keys are made for several Regions where a Region may be lost, and for one elsewhere", () => {
  expect(primaries).toHaveLength(keyClasses.length);
  for (const key of primaries) expect(key.has["multi_region"], key.address).toBe(true);
  for (const key of synthesised({ environment: dev }).durable.resources.filter((r) => r.type === "aws_kms_key"))
    expect(key.has["multi_region"], key.address).toBe(false);
});

test("every key has a replica in the recovery Region, with a policy of its own, that cannot be destroyed", () => {
  const replicas = copied.of("aws_kms_replica_key");
  const wanted = keyClasses.map((name) => `aws_kms_replica_key.replica_key_${name}`);
  expect(replicas.map((r) => r.address).sort()).toEqual(wanted.sort());
  for (const r of replicas) {
    expect(r.has["lifecycle"]).toMatchObject({ prevent_destroy: true });
    expect(r.has["policy"]).toContain("AdministratorsDoNotUse");
  }
  const logs = replicas.find((r) => r.address.endsWith("operations"));
  expect(logs?.has["policy"]).toContain(`logs.${prod.recovery.kind === "pilot-light" && prod.recovery.region}`);
});

test("replicas are billed like keys, and bring a Region back at once", () => {
  expect(keysCost(true)).toHaveLength(2 * keysCost(false).length);
  expect(keysRecovery(false).some((line) => line.after === "region")).toBe(false);
  expect(keysRecovery(true).find((line) => line.after === "region")?.rtoMinutes).toBe(0);
});
