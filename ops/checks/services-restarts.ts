import type { Verdict } from "../../contracts/verdict.ts";
import { type StoppedTask, stoppedTasks } from "../probes/services.ts";
import { defineCheck } from "./check.ts";
import { duration, secondsBetween, sinceEarliest } from "./wording.ts";

/** One crash heals; this many within the window are a loop. */
const crashes = 3;
const windowSeconds = 900;

/** Fails when a service crashes again and again. */
export const servicesRestarts = defineCheck({
  id: "services.restarts",
  why: "a service that keeps crashing looks alive between two crashes and does next to nothing",
  probe: stoppedTasks,
  judge: (seen: readonly StoppedTask[], env, at): Verdict => {
    const crashed = seen.filter(
      (t) => isCrash(t) && t.stoppedAt !== undefined && secondsBetween(t.stoppedAt, at) <= windowSeconds,
    );
    const byService = Map.groupBy(crashed, (t) => t.service ?? "no service");
    const looping = [...byService].filter(([, tasks]) => tasks.length >= crashes);
    const [worst] = looping;
    if (worst === undefined) return { state: "ok", saw: `${crashesIn(crashed.length)} in ${duration(windowSeconds)}` };
    return {
      state: "fail",
      saw: looping.map(([part, tasks]) => `${part}: ${tasks.length} crashes, ${lastWords(tasks)}`).join(", "),
      want: `fewer than ${crashes} crashes of a service within ${duration(windowSeconds)}`,
      // Not `aws logs tail`, which version 1 of the AWS CLI does not have.
      fix:
        `aws logs filter-log-events --log-group-name /cap/${env.name}/${worst[0]} ` +
        `--start-time ${at.getTime() - windowSeconds * 1_000} --query 'events[].message' --output text`,
      ...sinceEarliest(looping.flatMap(([, tasks]) => tasks.map((t) => t.stoppedAt))),
    };
  },
});

const crashesIn = (n: number): string => (n === 0 ? "no crash" : n === 1 ? "1 crash" : `${n} crashes`);

/** Ended by itself or never started; not stopped by a deployment, a person or the scheduler. */
const isCrash = (t: StoppedTask): boolean => t.code === "EssentialContainerExited" || t.code === "TaskFailedToStart";

function lastWords(tasks: readonly StoppedTask[]): string {
  const [last] = tasks.toSorted((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
  return last?.exit === undefined ? (last?.reason ?? "") : `last with exit code ${last.exit}`;
}
