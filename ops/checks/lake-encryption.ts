import type { Verdict } from "../../contracts/verdict.ts";
import { type BucketSeen, buckets } from "../probes/buckets.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

// S3 delivers access logs only where the default is its own key.
const wanted = (b: BucketSeen): string => (b.part === "access-logs" ? "AES256" : "aws:kms");

/** Fails when a bucket does not encrypt by default, with KMS wherever S3 can. */
export const lakeEncryption = defineCheck({
  id: "lake.encryption",
  why: "with a key of our own, access to the events can be cut off and every use of it is on record",
  setting: true,
  probe: buckets,
  judge: (seen: readonly BucketSeen[], env): Verdict => {
    const there = seen.filter((b) => b.exists);
    if (there.length === 0) return noneNamed("bucket that exists");
    const bad = there.filter((b) => b.encryption?.startsWith(wanted(b)) !== true);
    if (bad.length === 0) return { state: "ok", saw: count(there.length, "bucket") };
    return {
      state: "fail",
      saw: bad.map((b) => `${b.name}: ${b.encryption ?? "no default encryption"}`).join(", "),
      want: [...new Set(bad.map((b) => `default encryption ${wanted(b)}`))].join(", "),
      fix: applyAgain(env),
    };
  },
});
