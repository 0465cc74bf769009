import type { Verdict } from "../../contracts/verdict.ts";
import { type ServiceSeen, services } from "../probes/services.ts";
import { defineCheck } from "./check.ts";
import { duration, noneNamed, secondsBetween, sinceEarliest } from "./wording.ts";

/** A deployment that takes longer does not come to rest by itself, seconds. */
const maxSeconds = 900;

/** Fails when a deployment failed, was rolled back or does not end. */
export const servicesDeployments = defineCheck({
  id: "services.deployments",
  why: "a stuck deployment means that the new version does not start and the old one may be half gone",
  probe: services,
  judge: (seen: readonly ServiceSeen[], _env, at): Verdict => {
    if (seen.length === 0) return noneNamed("service");
    const bad = seen.filter(
      (s) => s.deployment?.state === "FAILED" || s.rolledBackFrom !== undefined || takes(s, at) > maxSeconds,
    );
    if (bad.length === 0) {
      const moving = seen.filter((s) => s.deployment?.state === "IN_PROGRESS").map((s) => s.name);
      return { state: "ok", saw: moving.length === 0 ? "all at rest" : `in progress: ${moving.join(", ")}` };
    }
    return {
      state: "fail",
      saw: bad.map((s) => describe(s, at)).join(", "),
      want: `every deployment completed within ${duration(maxSeconds)}`,
      fix: "docs/runbooks/deployment-failed.md",
      ...sinceEarliest(
        bad.map((s) => (s.deployment?.state === "IN_PROGRESS" ? s.deployment.startedAt : s.deployment?.updatedAt)),
      ),
    };
  },
});

/** Seconds that a deployment has been in progress; 0 for one at rest. */
const takes = ({ deployment: d }: ServiceSeen, at: Date): number =>
  d?.state === "IN_PROGRESS" && d.startedAt !== undefined ? secondsBetween(d.startedAt, at) : 0;

function describe(s: ServiceSeen, at: Date): string {
  const failed = (s.deployment?.failedTasks ?? 0) > 0 ? `, ${s.deployment?.failedTasks} tasks failed` : "";
  if (s.deployment?.state === "FAILED")
    return `${s.name}: failed${failed}: ${s.deployment.reason ?? "no reason given"}`;
  if (s.rolledBackFrom !== undefined) return `${s.name}: ${s.rolledBackFrom} did not start and was rolled back`;
  return `${s.name}: in progress for ${duration(takes(s, at))}${failed}`;
}
