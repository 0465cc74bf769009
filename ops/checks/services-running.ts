import type { Verdict } from "../../contracts/verdict.ts";
import type { Environment } from "../../environments/environment.ts";
import { probe } from "../probes/look.ts";
import { type ServiceSeen, type StoppedTask, services, stoppedTasks } from "../probes/services.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed, sinceEarliest } from "./wording.ts";

interface Seen {
  readonly services: readonly ServiceSeen[];
  readonly stopped: readonly StoppedTask[];
}

/** Fails when a service runs fewer tasks than it should, or was switched off. */
export const servicesRunning = defineCheck({
  id: "services.running",
  why: "a service with too few tasks works off its events late, and one with none not at all",
  probe: probe(async (look): Promise<Seen> => {
    const [all, stopped] = await Promise.all([services(look), stoppedTasks(look)]);
    return { services: all, stopped };
  }),
  judge: ({ services: all, stopped }: Seen, env): Verdict => {
    if (all.length === 0) return noneNamed("service");
    const bad = all.filter((s) => s.status !== "ACTIVE" || s.running < s.desired || isSwitchedOff(s, env));
    const [worst] = bad;
    if (worst === undefined) return { state: "ok", saw: `${count(all.length, "service")}, all tasks running` };
    return {
      state: "fail",
      saw: bad.map((s) => describe(s, env)).join(", "),
      want: bad.map((s) => `${s.name}: ${wanted(s, env)} running`).join(", "),
      fix: fixOf(worst, env),
      ...sinceEarliest(bad.map((s) => beganAt(s, stopped))),
    };
  },
});

const sizeOf = (s: ServiceSeen, env: Environment): number =>
  (env.services as Partial<Record<string, { readonly tasks: number }>>)[s.name]?.tasks ?? 0;

/** The number of tasks is the autoscaler's to choose; none at all is somebody's doing. */
const isSwitchedOff = (s: ServiceSeen, env: Environment): boolean => s.desired === 0 && sizeOf(s, env) > 0;

const wanted = (s: ServiceSeen, env: Environment): number => (s.desired === 0 ? sizeOf(s, env) : s.desired);

function describe(s: ServiceSeen, env: Environment): string {
  if (s.status === undefined) return `${s.name}: there is no such service`;
  if (s.status !== "ACTIVE") return `${s.name}: ${s.status}`;
  if (isSwitchedOff(s, env)) return `${s.name}: switched off (desired count 0)`;
  const pending = s.pending > 0 ? `, ${s.pending} starting` : "";
  return `${s.name}: ${s.running} of ${count(s.desired, "task")} running${pending}`;
}

function fixOf(s: ServiceSeen, env: Environment): string {
  if (s.status !== "ACTIVE") return applyAgain(env);
  if (isSwitchedOff(s, env))
    return `aws ecs update-service --cluster ${s.cluster} --service ${s.ecsName} --desired-count ${sizeOf(s, env)}`;
  return "docs/runbooks/service-down.md";
}

/** When its last task ended, else when its deployment last changed. */
function beganAt(s: ServiceSeen, stopped: readonly StoppedTask[]): Date | undefined {
  const ends = stopped.flatMap((t) =>
    t.service === s.name && t.stoppedAt !== undefined ? [t.stoppedAt.getTime()] : [],
  );
  return ends.length > 0 ? new Date(Math.max(...ends)) : s.deployment?.updatedAt;
}
