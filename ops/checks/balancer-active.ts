import type { Verdict } from "../../contracts/verdict.ts";
import { type BalancerSeen, balancer } from "../probes/balancer.ts";
import { defineCheck } from "./check.ts";
import { applyAgain } from "./wording.ts";

/** Fails unless the load balancer is active. */
export const balancerActive = defineCheck({
  id: "balancer.active",
  why: "the API and the page are reached only through the load balancer",
  probe: balancer,
  judge: ({ name, state, reason }: BalancerSeen, env): Verdict => {
    if (state === "active") return { state: "ok", saw: name };
    const why = reason === undefined ? "" : ` (${reason})`;
    return { state: "fail", saw: `${name}: ${state ?? "there is none"}${why}`, want: "active", fix: applyAgain(env) };
  },
});
