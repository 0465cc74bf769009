import type { Verdict } from "../../contracts/verdict.ts";
import { type BucketSeen, buckets } from "../probes/buckets.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

/** Fails when a bucket's public access block is not complete. */
export const lakePublicAccess = defineCheck({
  id: "lake.public-access",
  why: "one wrong policy or ACL must not be enough to publish security events to the world",
  setting: true,
  probe: buckets,
  judge: (seen: readonly BucketSeen[], env): Verdict => {
    const there = seen.filter((b) => b.exists);
    if (there.length === 0) return noneNamed("bucket that exists");
    const bad = there.filter((b) => b.publicAccess.length > 0);
    if (bad.length === 0) return { state: "ok", saw: count(there.length, "bucket") };
    return {
      state: "fail",
      saw: bad.map((b) => `${b.name}: ${b.publicAccess.join(" ")} off`).join(", "),
      want: "all four settings of the public access block on",
      fix: applyAgain(env),
    };
  },
});
