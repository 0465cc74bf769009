import type { Verdict } from "../../contracts/verdict.ts";
import { type QueueSeen, queues } from "../probes/queues.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

/** Fails when a queue does not put poisonous messages aside. */
export const queuesRedrive = defineCheck({
  id: "queues.redrive",
  why: "without a redrive policy one poisonous message is tried for ever and blocks those behind it",
  setting: true,
  probe: queues,
  judge: (seen: readonly QueueSeen[], env): Verdict => {
    if (seen.length === 0) return noneNamed("queue");
    const bad = seen.filter((q) => q.redriveTo !== q.deadLetterName);
    if (bad.length === 0) return { state: "ok", saw: count(seen.length, "queue") };
    return {
      state: "fail",
      saw: bad
        .map((q) => `${q.name} -> ${q.waiting === undefined ? "does not exist" : (q.redriveTo ?? "nowhere")}`)
        .join(", "),
      want: bad.map((q) => `${q.name} -> ${q.deadLetterName}`).join(", "),
      fix: applyAgain(env),
    };
  },
});
