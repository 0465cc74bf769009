import { expect, test } from "vitest";
import { everyProfile } from "../../../environments/index.ts";
import type { Site } from "../../../stacks/options.ts";
import { synthesised } from "../../support/synthesised.ts";

const shapes = everyProfile.flatMap((environment) =>
  (["primary", "recovery"] as const)
    .filter((site) => site === "primary" || environment.recovery.kind === "pilot-light")
    .map((site): [string, Site, typeof environment] => [
      `${environment.name} (${environment.profile.name})`,
      site,
      environment,
    ]),
);

test.each(shapes)("%s, %s: every bucket of the lake ages, by one configuration alone", (_, site, environment) => {
  const { stacks } = synthesised({ environment, site });
  const rulesOf = (stack: string): string[] =>
    (stacks[stack]?.resources ?? [])
      .filter((r) => r.type === "aws_s3_bucket_lifecycle_configuration")
      .map((r) => `${/^\$\{data\./.test(String(r.has["bucket"])) ? "" : `${stack}.`}${String(r.has["bucket"])}`);
  const ruled = Object.keys(stacks).flatMap(rulesOf);
  expect(new Set(ruled).size).toBe(ruled.length);
  // In the recovery Region the primary's own runtime is not among the stacks.
  for (const stack of site === "primary" ? ["durable", "recovery"] : ["recovery"])
    for (const { address } of (stacks[stack]?.resources ?? []).filter((r) => r.type === "aws_s3_bucket")) {
      const part = /bucket_([\w-]+)$/.exec(address)?.[1] ?? "";
      const pattern = new RegExp(`^${stack}\\..*${address}\\.|input-${stack}\\..*bucket_${part}bucket`);
      expect(
        ruled.filter((bucket) => pattern.test(bucket)),
        `${stack} ${address}`,
      ).toHaveLength(1);
    }
});

test("what may be replayed never expires, what is locked is not swept", () => {
  const rules = synthesised().of("aws_s3_bucket_lifecycle_configuration");
  const of = (part: string): string =>
    JSON.stringify(rules.find((r) => new RegExp(`retention_${part}_`).test(r.address))?.has["rule"]);
  for (const part of ["bronze", "silver", "gold", "quarantine"]) expect(of(part)).not.toContain('"expiration"');
  expect(of("audit")).not.toMatch(/expiration/);
  for (const { has } of rules) expect(JSON.stringify(has["rule"])).toContain("days_after_initiation");
});
