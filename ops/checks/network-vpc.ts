import type { Verdict } from "../../contracts/verdict.ts";
import { vpc } from "../probes/network.ts";
import { defineCheck } from "./check.ts";
import { applyAgain } from "./wording.ts";

/** Fails unless the VPC is available. */
export const networkVpc = defineCheck({
  id: "network.vpc",
  why: "every task and the load balancer live in this VPC",
  probe: vpc,
  judge: ({ id, state }, env): Verdict => {
    if (state === "available") return { state: "ok", saw: id };
    return { state: "fail", saw: `${id}: ${state ?? "there is none"}`, want: "available", fix: applyAgain(env) };
  },
});
