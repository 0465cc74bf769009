import type { Verdict } from "../../contracts/verdict.ts";
import { type Manifests, manifests } from "../probes/manifest.ts";
import { defineCheck } from "./check.ts";
import { applyAgain } from "./wording.ts";

/** Fails when a part of the manifest is missing or not as its contract says. */
export const manifestReadable = defineCheck({
  id: "manifest.readable",
  why: "ops know an environment only by its manifest; without it nothing else can be looked at",
  probe: manifests,
  judge: (seen: Manifests, env): Verdict => {
    const bad = [seen.durable, seen.runtime].flatMap((part) => ("problem" in part ? [part] : []));
    if (bad.length === 0) return { state: "ok", saw: "durable and runtime" };
    return {
      state: "fail",
      saw: bad.map((part) => `${part.name}: ${part.problem}`).join(", "),
      want: "both parts present and as contracts/manifest.ts says",
      fix: applyAgain(env),
    };
  },
});
