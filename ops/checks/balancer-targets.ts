import type { Verdict } from "../../contracts/verdict.ts";
import { type TargetsSeen, targets } from "../probes/balancer.ts";
import { defineCheck } from "./check.ts";
import { noneNamed } from "./wording.ts";

/** Fails when a service has no healthy target, or an unhealthy one. */
export const balancerTargets = defineCheck({
  id: "balancer.targets",
  why: "people get an error page when no healthy task stands behind the load balancer",
  probe: targets,
  judge: (seen: readonly TargetsSeen[]): Verdict => {
    if (seen.length === 0) return noneNamed("service behind the load balancer");
    // A target that drains or is being registered is on its way; what counts is that another one answers.
    const bad = seen.filter((t) => t.healthy === 0 || t.others.some((o) => o.includes("unhealthy")));
    if (bad.length === 0) return { state: "ok", saw: seen.map((t) => `${t.service} ${t.healthy} healthy`).join(", ") };
    return {
      state: "fail",
      saw: bad.map(describe).join(", "),
      want: "at least one healthy target for each service, and none unhealthy",
      fix: "docs/runbooks/load-balancer-unhealthy.md",
    };
  },
});

function describe(t: TargetsSeen): string {
  if (!t.exists) return `${t.service}: its target group does not exist`;
  const others = t.others.length === 0 ? "no target at all" : t.others.join("; ");
  return `${t.service}: ${t.healthy} healthy, ${others}`;
}
