import type { Verdict } from "../../contracts/verdict.ts";
import { type Manifests, manifests } from "../probes/manifest.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, sinceEarliest } from "./wording.ts";

/** Fails when the stacks were applied from different commits. */
export const manifestCommit = defineCheck({
  id: "manifest.commit",
  why: "stacks applied from different commits have never been tested together",
  setting: true,
  probe: manifests,
  judge: ({ durable, runtime }: Manifests, env): Verdict => {
    if ("problem" in durable || "problem" in runtime)
      return { state: "unknown", because: "a part of the manifest cannot be read (manifest.readable says which)" };
    const [a, b] = [durable.manifest.commit, runtime.manifest.commit];
    if (a === b) return { state: "ok", saw: a.slice(0, 12) };
    return {
      state: "fail",
      saw: `durable ${a.slice(0, 12)}, runtime ${b.slice(0, 12)}`,
      want: "one commit",
      fix: applyAgain(env),
      ...sinceEarliest([newer(durable.modifiedAt, runtime.modifiedAt)]),
    };
  },
});

/** They have been apart since the later of the two was written. */
const newer = (a: Date | undefined, b: Date | undefined): Date | undefined =>
  a === undefined || (b !== undefined && b > a) ? b : a;
