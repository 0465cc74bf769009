import type { Verdict } from "../../contracts/verdict.ts";
import { endpoints } from "../probes/network.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count } from "./wording.ts";

/** Fails when a VPC endpoint is missing or not available. */
export const networkEndpoints = defineCheck({
  id: "network.endpoints",
  why: "tasks in private subnets reach S3 and DynamoDB only through these",
  probe: endpoints,
  judge: (seen, env): Verdict => {
    if (seen.length === 0)
      return { state: "fail", saw: "no VPC endpoint", want: "at least one for S3", fix: applyAgain(env) };
    const bad = seen.filter((e) => e.state.toLowerCase() !== "available");
    if (bad.length === 0) return { state: "ok", saw: count(seen.length, "endpoint") };
    return {
      state: "fail",
      saw: bad.map((e) => `${e.service} (${e.id}): ${e.state}`).join(", "),
      want: "every endpoint available",
      fix: applyAgain(env),
    };
  },
});
