import { expect, test } from "vitest";
import { bundlePurpose, names } from "../../../contracts/names.ts";
import { production } from "../../../environments/accounts.ts";
import { prod } from "../../../environments/prod.ts";
import { validateStates } from "../../../modules/bootstrap/states.ts";
import { retentionDays } from "../../../ops/journal/journal.ts";
import { type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

const platform = synthesised({ environment: prod, emulated: false });
const bootstrap = platform.stacks["bootstrap"]!;
const of = (type: string): Resource[] => bootstrap.resources.filter((r) => r.type === type);
const states = ["eu-west-1", "eu-central-1"].map(
  (region) => of("aws_s3_bucket").find((r) => r.address === `aws_s3_bucket.bucket_states_${region}`)!,
);
const about = (type: string, bucket: Resource): Resource[] =>
  of(type).filter((r) => String(r.has["bucket"]).includes(`${bucket.address}.`));

interface Backend {
  readonly terraform: { readonly backend: { readonly s3: Readonly<Record<string, unknown>> } };
}

test("each state's backend is a bucket that bootstrap makes, in the Region of what it describes", () => {
  const made = states.map((r) => r.has["bucket"]);
  expect(made).toEqual(
    ["eu-west-1", "eu-central-1"].map((region) => names.accountBucket({ ...production, region }, "states")),
  );
  for (const [name, { text }] of Object.entries(platform.stacks)) {
    const { s3 } = (JSON.parse(text) as Backend).terraform.backend;
    expect(s3["bucket"], name).toBe(made[name === "recovery" ? 1 : 0]);
    expect(s3["region"], name).toBe(name === "recovery" ? "eu-central-1" : "eu-west-1");
    expect(s3, name).toMatchObject({ use_lockfile: true, encrypt: true, kms_key_id: "alias/cap-states" });
  }
});

test("a state can be had back, is encrypted by a key of its own that rotates, and says who asked for it", () => {
  for (const bucket of states) {
    expect(JSON.stringify(about("aws_s3_bucket_versioning", bucket))).toContain('"Enabled"');
    expect(JSON.stringify(about("aws_s3_bucket_server_side_encryption_configuration", bucket))).toMatch(/key_states_/);
    expect(about("aws_s3_bucket_logging", bucket)).toHaveLength(1);
    expect(JSON.stringify(about("aws_s3_bucket_lifecycle_configuration", bucket))).toContain('"noncurrent_days":365');
    expect(about("aws_s3_bucket_public_access_block", bucket)).toHaveLength(1);
  }
  for (const key of of("aws_kms_key")) expect(key.has["enable_key_rotation"]).toBe(true);
});

test("states are for CI and administrators alone, over TLS alone, encrypted by the key alone", () => {
  for (const bucket of states) {
    const [policy] = about("aws_s3_bucket_policy", bucket);
    const denied = Object.fromEntries(
      statementsOf(policy!).map((s) => [(s as unknown as { Sid: string }).Sid, s] as const),
    );
    const journals = ["JournalStays", "JournalIsNew", "JournalIsLocked", "JournalIsKept"];
    const bundles = ["BundlesForSealers", "BundleIsNew"];
    expect(Object.keys(denied)).toEqual([
      "TlsOnly",
      "AdministratorsOnly",
      "OperatorsOnly",
      "EncryptedOnly",
      ...journals,
      ...bundles,
    ]);
    for (const statement of Object.values(denied)) expect(statement.Effect).toBe("Deny");
    const { Condition, Action } = denied["OperatorsOnly"]!;
    const users = (Condition as { ArnNotEquals: { "aws:PrincipalArn": string[] } }).ArnNotEquals["aws:PrincipalArn"];
    const roles = ["plan", "drift", "apply", "administrator"].map(
      (role) => `arn:aws:iam::345678901234:role/bootstrap/cap-production-${role}`,
    );
    expect(users).toEqual([...roles, ...production.administrators]);
    expect(Action).toEqual(expect.arrayContaining(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]));
  }
});

test("CI changes nothing of the bucket itself, which administrators and root do; what it does with objects stays", () => {
  const writes = of("aws_iam_policy").filter((r) => String(r.has["name"]).startsWith("cap-production-apply-"));
  const everywhere = writes.flatMap((r) => statementsOf(r)).filter((s) => s.Resource.includes("arn:aws:s3:::cap-*"));
  const changes = everywhere.flatMap((s) => s.Action).filter((a) => a !== "s3:CreateBucket");
  expect(changes).toEqual(expect.arrayContaining(["s3:PutBucketPolicy", "s3:PutReplicationConfiguration"]));
  for (const bucket of states) {
    const [policy] = about("aws_s3_bucket_policy", bucket);
    const [guard, ...more] = statementsOf(policy!).filter((s) => s.Action.includes("s3:PutBucketPolicy"));
    expect(more).toEqual([]);
    expect(guard?.Effect).toBe("Deny");
    expect(guard?.Action).toEqual(expect.arrayContaining(changes));
    expect(guard?.Action.filter((a) => /Get|List|Object(?!LockConfiguration)/.test(a))).toEqual([]);
    expect(guard?.Resource).toEqual([`\${${bucket.address}.arn}`]);
    expect(guard?.Condition).toEqual({
      ArnNotEquals: {
        "aws:PrincipalArn": [
          "arn:aws:iam::345678901234:role/bootstrap/cap-production-administrator",
          ...production.administrators,
          "arn:aws:iam::345678901234:root",
        ],
      },
    });
  }
});

test("objects can be locked, which no rule does by itself, in a bucket that exists as well", () => {
  for (const bucket of states) {
    expect(bucket.has["object_lock_enabled"]).toBeUndefined();
    const [lock, ...more] = about("aws_s3_bucket_object_lock_configuration", bucket);
    expect(more).toEqual([]);
    expect(lock?.has["rule"]).toBeUndefined();
    const [versioning] = about("aws_s3_bucket_versioning", bucket);
    expect(lock?.has["depends_on"]).toEqual([versioning?.address]);
  }
});

test("nobody takes an entry of a journal away, writes over it, or writes one that can be deleted within a year", () => {
  for (const bucket of states) {
    const [policy] = about("aws_s3_bucket_policy", bucket);
    const entries = statementsOf(policy!).filter((s) => s.Resource.every((r) => r.endsWith("/journal/*")));
    expect(entries.map((s) => [s.Effect, s.Action, s.Condition])).toEqual([
      ["Deny", ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"], undefined],
      ["Deny", ["s3:PutObject"], { Null: { "s3:if-none-match": "true" } }],
      ["Deny", ["s3:PutObject"], { StringNotEquals: { "s3:object-lock-mode": "COMPLIANCE" } }],
      ["Deny", ["s3:PutObject"], { NumericLessThan: { "s3:object-lock-remaining-retention-days": "365" } }],
    ]);
    for (const s of entries) expect((s as unknown as { Principal: string }).Principal).toBe("*");
  }
  expect(retentionDays).toBeGreaterThan(365);
});

test("the key of states is used through S3, and directly for plan bundles alone, by whoever runs reviewed code", () => {
  const role = (name: string): string => `arn:aws:iam::345678901234:role/bootstrap/cap-production-${name}`;
  const uses = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom"];
  const keys = of("aws_kms_key").filter((r) => r.address.includes("key_states_"));
  expect(keys).toHaveLength(2);
  for (const key of keys) {
    const using = statementsOf(key).filter((s) => s.Effect === "Allow" && s.Action.some((a) => uses.includes(a)));
    const [direct, ...more] = using.filter((s) => !JSON.stringify(s.Condition ?? {}).includes("kms:ViaService"));
    expect(more).toEqual([]);
    expect(direct).toMatchObject({
      Principal: { AWS: "arn:aws:iam::345678901234:root" },
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Condition: {
        ArnEquals: {
          "aws:PrincipalArn": [role("drift"), role("apply"), role("administrator"), ...production.administrators],
        },
        StringEquals: { "kms:EncryptionContext:purpose": bundlePurpose },
      },
    });
    // The library adds a key of its own to every context: whoever lists the allowed ones refuses every bundle.
    expect(JSON.stringify(statementsOf(key))).not.toContain("EncryptionContextKeys");
  }
});

test("whoever administers uses the key of states for states and bundles alone, and CI cannot change it", () => {
  const keys = of("aws_kms_key").filter((r) => r.address.includes("key_states_"));
  expect(keys).toHaveLength(states.length);
  for (const key of keys) {
    const region = key.address.split("_").at(-1);
    const [use, change, ...more] = statementsOf(key).filter((s) => s.Effect === "Deny");
    expect(more).toEqual([]);
    const own = `arn:aws:s3:::cap-states-345678901234-${region}`;
    // Refused is what is for neither: a refusal holds where all of its conditions do.
    expect(use?.Condition).toHaveProperty("StringNotLike", {
      "kms:EncryptionContext:aws:s3:arn": [own, `${own}/*`],
      "kms:EncryptionContext:purpose": bundlePurpose,
    });
    expect(change?.Condition).toEqual({
      ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::345678901234:role/bootstrap/cap-*-apply"] },
    });
    for (const action of ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:DisableKey"])
      expect(change?.Action).toContain(action);
    for (const reading of ["kms:DescribeKey", "kms:GetKeyPolicy"]) expect(change?.Action).not.toContain(reading);
    for (const using of ["kms:Decrypt", "kms:GenerateDataKey"]) expect(change?.Action).not.toContain(using);
  }
});

test("nothing that bootstrap keeps can be destroyed", () => {
  const kept = ["aws_s3_bucket", "aws_kms_key", "aws_iam_role", "aws_iam_openid_connect_provider"];
  const ceilings = of("aws_iam_policy").filter((r) => r.address.includes("ceilings_"));
  expect(ceilings).toHaveLength(2);
  for (const r of [...kept.flatMap(of), ...ceilings])
    expect(r.has["lifecycle"], r.address).toMatchObject({ prevent_destroy: true });
});

test("states have users by role, and somebody; whoever seals is one of them", () => {
  const fields = (users: string[], sealers: string[], administrators = users): string[] =>
    validateStates({ place: production, logsTo: { name: "logs" }, users, sealers, administrators }).map((f) => f.field);
  const [one, another] = ["plan", "drift"].map((name) => `arn:aws:iam::345678901234:role/${name}`) as [string, string];
  expect(fields([one, another], [another])).toEqual([]);
  expect(fields([], [])).toEqual(["users", "sealers", "administrators"]);
  expect(fields(["*"], ["*"])).toEqual(["users"]);
  expect(fields([one], [another])).toEqual(["sealers"]);
  expect(fields([one], [one], [another])).toEqual(["administrators"]);
});
