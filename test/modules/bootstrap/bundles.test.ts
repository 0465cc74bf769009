import { expect, test } from "vitest";
import { names } from "../../../contracts/names.ts";
import { prod } from "../../../environments/prod.ts";
import { keepBundleDays } from "../../../modules/bootstrap/bundles.ts";
import { bundleHours } from "../../../ops/apply/bundle.ts";
import { type PolicyStatement, type Resource, statementsOf, synthesised } from "../../support/synthesised.ts";

const { resources } = synthesised({ environment: prod, emulated: false }).stacks["bootstrap"]!;
const of = (type: string): Resource[] => resources.filter((r) => r.type === type);
const buckets = of("aws_s3_bucket").filter((r) => r.address.includes(".bucket_states_"));
const about = (type: string, bucket: Resource): Resource =>
  of(type).find((r) => String(r.has["bucket"]).includes(`${bucket.address}.`))!;

/** A request of a role for an object of the bucket of states. */
interface Asked {
  readonly action: string;
  readonly key: string;
  /** Whether it says that nothing may be there yet. */
  readonly onlyNew: boolean;
}
type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

const covers = (pattern: string, key: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/[.+]/g, "\\$&").replaceAll("*", ".*")}$`).test(key);

/** Whether AWS would let a role of CI do so: some policy of its own allows it, and neither those nor the bucket's refuse. */
function may(role: string, bucket: Resource, { action, key, onlyNew }: Asked): boolean {
  const arn = `arn:aws:iam::345678901234:role/bootstrap/cap-production-${role}`;
  const prefix = `\${${bucket.address}.arn}/`;
  const meets = (s: PolicyStatement): boolean =>
    s.Action.some((a) => covers(a, action)) &&
    (s.Resource ?? []).some((r) => r.startsWith(prefix) && covers(r.slice(prefix.length), key));
  const holds = (s: PolicyStatement): boolean => {
    const { ArnNotEquals, Null, ...others } = (s.Condition ?? {}) as Conditions;
    if (ArnNotEquals?.["aws:PrincipalArn"]?.includes(arn) === true) return false;
    if (Null?.["s3:if-none-match"] === "true" && onlyNew) return false;
    // TLS, a named algorithm: our requests come as they should.
    return Object.keys(others).length === 0;
  };
  const own = of("aws_iam_policy")
    .filter((r) => String(r.has["name"]).startsWith(`cap-production-${role}-`))
    .flatMap((r) => statementsOf(r));
  const theirs = statementsOf(about("aws_s3_bucket_policy", bucket));
  const matching = [...own, ...theirs].filter(meets);
  return matching.some((s) => s.Effect === "Allow") && !matching.some((s) => s.Effect === "Deny" && holds(s));
}

const bundle = names.bundleKey(prod, "plan-0123456789ab");
const state = "prod/runtime.tfstate";
const rights = {
  "s3:PutObject": [["drift"], ["apply"]],
  "s3:GetObject": [
    ["drift", "apply"],
    ["plan", "drift", "apply"],
  ],
};

test.each(Object.entries(rights))(
  "%s: of a bundle by whom CI keeps and applies it, of a state as ever",
  (action, [ofBundle, ofState]) => {
    expect(buckets).toHaveLength(2);
    for (const bucket of buckets) {
      const who = (key: string) =>
        ["plan", "drift", "apply"].filter((r) => may(r, bucket, { action, key, onlyNew: true }));
      expect(who(bundle)).toEqual(ofBundle);
      expect(who(state)).toEqual(ofState);
    }
  },
);

test("nobody writes over a bundle, and no role of CI deletes one", () => {
  for (const bucket of buckets)
    for (const role of ["plan", "drift", "apply"]) {
      expect(may(role, bucket, { action: "s3:PutObject", key: bundle, onlyNew: false })).toBe(false);
      for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion"])
        expect(may(role, bucket, { action, key: bundle, onlyNew: true })).toBe(false);
    }
});

test("what is refused is refused to everybody, administrators' writing over as well, but to those who seal", () => {
  for (const bucket of buckets) {
    const refusals = statementsOf(about("aws_s3_bucket_policy", bucket)).filter((s) =>
      s.Resource.every((r) => r.endsWith("/bundles/*")),
    );
    const [sealers, anew] = refusals as unknown as { Condition: Conditions; Principal: string; Action: string[] }[];
    expect(refusals).toHaveLength(2);
    expect(sealers).toMatchObject({ Principal: "*", Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"] });
    expect(anew).toMatchObject({ Principal: "*", Condition: { Null: { "s3:if-none-match": "true" } } });
    // The list of the key: whoever may touch a bundle may open it.
    const key = of("aws_kms_key").find((r) => r.address.includes("key_states_"))!;
    const sealing = statementsOf(key).find((s) =>
      JSON.stringify(s.Condition ?? {}).includes("EncryptionContext:purpose"),
    );
    expect(sealers?.Condition["ArnNotEquals"]).toEqual((sealing!.Condition as Conditions)["ArnEquals"]);
  }
});

test("bundles expire a day after they are good for nothing, old versions too; nothing else of the bucket does", () => {
  expect(keepBundleDays * 24).toBeGreaterThan(bundleHours);
  for (const bucket of buckets) {
    const { rule } = about("aws_s3_bucket_lifecycle_configuration", bucket).has as { rule: Record<string, unknown>[] };
    expect(rule.filter((r) => r["expiration"] !== undefined)).toEqual([
      {
        id: "pass",
        status: "Enabled",
        filter: [{ prefix: "bundles/" }],
        expiration: [{ days: 2 }],
        noncurrent_version_expiration: [{ noncurrent_days: 1 }],
      },
    ]);
    expect(rule.map((r) => r["id"])).toEqual(["sweep", "pass"]);
  }
});
