import type { Verdict } from "../../contracts/verdict.ts";
import { flowLogs } from "../probes/network.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count } from "./wording.ts";

/** Fails when the VPC has no flow log that delivers. */
export const networkFlowLogs = defineCheck({
  id: "network.flow-logs",
  why: "after an intrusion, flow logs are the only record of who talked to whom",
  probe: flowLogs,
  judge: (seen, env): Verdict => {
    const want = "at least one active flow log that delivers";
    if (seen.length === 0) return { state: "fail", saw: "no flow log on the VPC", want, fix: applyAgain(env) };
    const bad = seen.filter((f) => f.status !== "ACTIVE" || f.error !== undefined);
    if (bad.length === 0) return { state: "ok", saw: count(seen.length, "flow log") };
    const saw = bad.map((f) => `${f.id}: ${f.status}${f.error === undefined ? "" : `, ${f.error}`}`).join(", ");
    return { state: "fail", saw, want, fix: applyAgain(env) };
  },
});
