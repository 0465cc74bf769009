import type { Verdict } from "../../contracts/verdict.ts";
import { probe } from "../probes/look.ts";
import { messageAges, type QueueSeen, queues } from "../probes/queues.ts";
import { again } from "../report/again.ts";
import { defineCheck } from "./check.ts";
import { count, duration, noneNamed, sinceEarliest } from "./wording.ts";

/** A message that waits longer means that its consumer is down or too slow, seconds. */
const maxAgeSeconds = 300;

interface Seen {
  readonly queues: readonly QueueSeen[];
  readonly ages: ReadonlyMap<string, number>;
}

/** Fails when a message has waited too long. */
export const queuesAge = defineCheck({
  id: "queues.age",
  why: "messages that grow old mean that events arrive faster than they are taken, or that nobody takes them",
  probe: probe(async (look): Promise<Seen> => {
    const [all, ages] = await Promise.all([queues(look), messageAges(look)]);
    return { queues: all, ages };
  }),
  judge: ({ queues: all, ages }: Seen, env, at): Verdict => {
    if (all.length === 0) return noneNamed("queue");
    const waiting = all.filter((q) => q.waiting !== 0);
    // An empty queue has no age. One that is gone, or holds messages whose age nobody tells, cannot be judged.
    const untold = waiting.filter((q) => !ages.has(q.name));
    const old = waiting.filter((q) => (ages.get(q.name) ?? 0) > maxAgeSeconds);
    if (old.length > 0) {
      const ageOf = (q: QueueSeen): number => ages.get(q.name) ?? 0;
      return {
        state: "fail",
        saw: old
          .map((q) => `${q.name}: oldest waits ${duration(ageOf(q))}, ${count(q.waiting ?? 0, "message")}`)
          .join(", "),
        want: `no message older than ${duration(maxAgeSeconds)}`,
        fix: again("health", { env }, "--only services"),
        ...sinceEarliest(old.map((q) => new Date(at.getTime() - ageOf(q) * 1000))),
      };
    }
    if (untold.length > 0) {
      const which = untold.map((q) => `${q.name} (${q.waiting === undefined ? "gone" : `${q.waiting} waiting`})`);
      return { state: "unknown", because: `CloudWatch tells no message age of ${which.join(", ")}` };
    }
    return { state: "ok", saw: waiting.length === 0 ? "nothing waits" : "no message is old" };
  },
});
