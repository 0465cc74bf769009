import { bucketNames } from "../../contracts/names.ts";
import type { Verdict } from "../../contracts/verdict.ts";
import { type BucketSeen, buckets } from "../probes/buckets.ts";
import { defineCheck } from "./check.ts";
import { count } from "./wording.ts";

/** Fails when a bucket of the lake is gone. */
export const lakeBuckets = defineCheck({
  id: "lake.buckets",
  why: "a bucket that is gone stops the flow of events where it stood",
  probe: buckets,
  judge: (seen: readonly BucketSeen[]): Verdict => {
    const unnamed = bucketNames.filter((part) => !seen.some((b) => b.part === part));
    const gone = seen.filter((b) => !b.exists);
    if (unnamed.length + gone.length === 0) return { state: "ok", saw: count(seen.length, "bucket") };
    return {
      state: "fail",
      saw: [
        ...gone.map((b) => `${b.name} does not exist`),
        ...unnamed.map((part) => `the manifest names no ${part} bucket`),
      ].join(", "),
      want: bucketNames.join(", "),
      fix: "docs/runbooks/bucket-missing.md",
    };
  },
});
