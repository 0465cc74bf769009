import type { Verdict } from "../../contracts/verdict.ts";
import { type QueueSeen, queues } from "../probes/queues.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed, sinceEarliest } from "./wording.ts";

/** Fails when a dead-letter queue holds messages. */
export const queuesDeadLetters = defineCheck({
  id: "queues.dead-letters",
  why: "a notification in the dead-letter queue is a file that collect gave up on",
  probe: queues,
  judge: (seen: readonly QueueSeen[], env): Verdict => {
    const want = "every dead-letter queue empty";
    if (seen.length === 0) return noneNamed("queue");
    const gone = seen.filter((q) => q.dead === undefined).map((q) => `${q.deadLetterName} does not exist`);
    if (gone.length > 0) return { state: "fail", saw: gone.join(", "), want, fix: applyAgain(env) };
    const filled = seen.filter((q) => (q.dead ?? 0) > 0);
    if (filled.length === 0) return { state: "ok", saw: `${count(seen.length, "queue")}, all empty` };
    return {
      state: "fail",
      saw: filled.map((q) => `${q.deadLetterName}: ${count(q.dead ?? 0, "message")}`).join(", "),
      want,
      fix: "docs/runbooks/dead-letters.md",
      ...sinceEarliest(filled.map((q) => q.deadSince)),
    };
  },
});
