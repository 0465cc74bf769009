import type { Verdict } from "../../contracts/verdict.ts";
import { type BucketSeen, buckets } from "../probes/buckets.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

/** Fails when a bucket is not versioned. */
export const lakeVersioning = defineCheck({
  id: "lake.versioning",
  why: "versions undo a deletion or an overwrite; bronze and audit cannot be made anew from anything else",
  setting: true,
  probe: buckets,
  judge: (seen: readonly BucketSeen[], env): Verdict => {
    const there = seen.filter((b) => b.exists);
    if (there.length === 0) return noneNamed("bucket that exists");
    const bad = there.filter((b) => !b.versioned);
    if (bad.length === 0) return { state: "ok", saw: count(there.length, "bucket") };
    const saw = bad.map((b) => `${b.name}: not versioned`).join(", ");
    return { state: "fail", saw, want: "versioning enabled", fix: applyAgain(env) };
  },
});
