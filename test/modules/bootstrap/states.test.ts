import { expect, test } from "vitest";
import { names } from "../../../contracts/names.ts";
import { production } from "../../../environments/accounts.ts";
import { prod } from "../../../environments/prod.ts";
import { validateStates } from "../../../modules/bootstrap/states.ts";
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
    expect(Object.keys(denied)).toEqual(["TlsOnly", "OperatorsOnly", "EncryptedOnly"]);
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

test("nothing that bootstrap keeps can be destroyed", () => {
  const kept = ["aws_s3_bucket", "aws_kms_key", "aws_iam_role", "aws_iam_openid_connect_provider"];
  const ceilings = of("aws_iam_policy").filter((r) => r.address.includes("ceilings_"));
  expect(ceilings).toHaveLength(2);
  for (const r of [...kept.flatMap(of), ...ceilings])
    expect(r.has["lifecycle"], r.address).toMatchObject({ prevent_destroy: true });
});

test("states have users by role, and somebody", () => {
  const props = { place: production, logsTo: { name: "logs" } };
  expect(validateStates({ ...props, users: [] })).toHaveLength(1);
  expect(validateStates({ ...props, users: ["*"] })).toHaveLength(1);
});
