import type { Verdict } from "../../contracts/verdict.ts";
import { probe } from "../probes/look.ts";
import { type DeadLettersSeen, functionDeadLetters, queues } from "../probes/queues.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed, sinceEarliest } from "./wording.ts";

/** Fails when a dead-letter queue holds messages. */
export const queuesDeadLetters = defineCheck({
  id: "queues.dead-letters",
  why: "what lies in a dead-letter queue is a file that collect gave up on, or a call that a function never managed",
  probe: probe(async (look): Promise<readonly DeadLettersSeen[]> => {
    const all = await Promise.all([queues(look), functionDeadLetters(look)]);
    return all.flat();
  }),
  judge: (seen: readonly DeadLettersSeen[], env): Verdict => {
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
