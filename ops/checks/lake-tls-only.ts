import type { Verdict } from "../../contracts/verdict.ts";
import { type BucketSeen, buckets } from "../probes/buckets.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

/** Fails when a bucket's policy lets plain HTTP in. */
export const lakeTlsOnly = defineCheck({
  id: "lake.tls-only",
  why: "without this policy a client may read security events over plain HTTP",
  setting: true,
  probe: buckets,
  judge: (seen: readonly BucketSeen[], env): Verdict => {
    const there = seen.filter((b) => b.exists);
    if (there.length === 0) return noneNamed("bucket that exists");
    const bad = there.filter((b) => !refusesPlainHttp(b.policy));
    if (bad.length === 0) return { state: "ok", saw: count(there.length, "bucket") };
    return {
      state: "fail",
      saw: bad
        .map((b) => `${b.name}: ${b.policy === undefined ? "no policy" : "the policy allows plain HTTP"}`)
        .join(", "),
      want: "a policy that denies every request with aws:SecureTransport false",
      fix: applyAgain(env),
    };
  },
});

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Condition?: { readonly Bool?: Readonly<Record<string, string | boolean | readonly string[]>> };
}

/** Whether a bucket policy denies everyone every action over plain HTTP. */
export function refusesPlainHttp(policy: string | undefined): boolean {
  if (policy === undefined) return false;
  const { Statement: given = [] } = JSON.parse(policy) as { Statement?: Statement | readonly Statement[] };
  const statements = [given].flat() as Statement[];
  return statements.some(
    (s) =>
      s.Effect === "Deny" &&
      [s.Action].flat().some((a) => a === "s3:*" || a === "*") &&
      (s.Principal === "*" || [(s.Principal as { AWS?: unknown } | undefined)?.AWS].flat().includes("*")) &&
      [s.Condition?.Bool?.["aws:SecureTransport"]].flat().some((v) => String(v) === "false"),
  );
}
