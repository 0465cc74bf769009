import type { Verdict } from "../../contracts/verdict.ts";
import { type Receipts, receipts } from "../probes/receipts.ts";
import { again } from "../report/again.ts";
import { defineCheck } from "./check.ts";
import { count, secondsBetween, sinceEarliest } from "./wording.ts";

/** One broken file is an accident of its sender; this share and number of a day's events is a fault of somebody. */
const maxShare = 0.01;
const minCount = 10;
const daySeconds = 86_400;
const reasons =
  "select reason, count(*) n, min(source_key) example from bronze_all where outcome = 'dead-letter' group by 1 order by n desc";

/** Fails when too many of a day's events became dead letters. */
export const dataDeadLetters = defineCheck({
  id: "data.dead-letters",
  why: "a dead letter is an event that came and cannot be searched",
  probe: receipts,
  judge: ({ all, complete }: Receipts, env, at): Verdict => {
    if (all.length === 0) return { state: "skip", because: "no event has arrived yet" };
    // DynamoDB hands items out by hash: where not all were read, they are a fair sample.
    const where = complete ? "in a day" : "in a day's sample";
    const today = all.filter((r) => secondsBetween(new Date(r.collected_at), at) <= daySeconds);
    const arrived = today.reduce((n, r) => n + r.records, 0);
    const dead = today.reduce((n, r) => n + r.dead_lettered, 0);
    if (dead < minCount || dead <= maxShare * arrived)
      return { state: "ok", saw: `${dead} of ${count(arrived, "event")} ${where}` };
    const letters = today.filter((r) => r.dead_lettered > 0);
    return {
      state: "fail",
      saw: `${dead} of ${count(arrived, "event")} ${where}, for example ${letters[0]?.source_key}: ${letters[0]?.reason ?? "no reason kept"}`,
      want: `at most ${maxShare * 100} %, or fewer than ${minCount}`,
      fix: again("query", { env }, `"${reasons}"`),
      ...sinceEarliest(letters.map((r) => new Date(r.collected_at))),
    };
  },
});
