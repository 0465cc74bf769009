import type { ObjectReceipt } from "../../contracts/tables.ts";
import type { Verdict } from "../../contracts/verdict.ts";
import { newestBronze } from "../probes/bronze.ts";
import { bus } from "../probes/bus.ts";
import { probe } from "../probes/look.ts";
import { receipts } from "../probes/receipts.ts";
import { again } from "../report/again.ts";
import { defineCheck } from "./check.ts";
import { duration, secondsBetween } from "./wording.ts";

/** From collected to in the lake, seconds; a receipt may also be a little younger than the lake's write. */
const maxSeconds = 120;

interface Seen {
  /** When collect last read an object that held events; undefined: never. */
  readonly collectedAt: Date | undefined;
  /** Identity of the bus that those events went to is the one in use. */
  readonly sameBus: boolean;
  /** When the lake last wrote; undefined: never on this bus. */
  readonly writtenAt: Date | undefined;
}

/** Fails when events were collected and are not in the lake. */
export const dataFresh = defineCheck({
  id: "data.fresh",
  why: "an investigation that misses the newest events comes to the wrong conclusion without knowing it",
  probe: probe(async (look): Promise<Seen> => {
    const [{ all }, { id }, writtenAt] = await Promise.all([receipts(look), bus(look), newestBronze(look)]);
    const newest = newestWithEvents(all);
    const collectedAt = newest === undefined ? undefined : new Date(newest.collected_at);
    return { collectedAt, sameBus: newest?.bus_id === id, writtenAt };
  }),
  judge: ({ collectedAt, sameBus, writtenAt }: Seen, env, at): Verdict => {
    if (collectedAt === undefined) return { state: "skip", because: "no event has arrived yet" };
    const age = secondsBetween(collectedAt, at);
    const reached = writtenAt !== undefined && secondsBetween(writtenAt, collectedAt) <= maxSeconds;
    if (!reached && age > maxSeconds)
      return {
        state: "fail",
        saw: `events collected ${duration(age)} ago are not in the lake${sameBus ? "" : " (they went to another bus)"}`,
        want: `in the lake within ${duration(maxSeconds)}`,
        fix: again("health", { env }, "--only bus services"),
        since: collectedAt.toISOString(),
      };
    if (env.safety === "protected" && age > env.freshness.maxAgeSeconds)
      return {
        state: "fail",
        saw: `the newest events came ${duration(age)} ago`,
        want: `new events within ${duration(env.freshness.maxAgeSeconds)}`,
        fix: "docs/runbooks/data-freshness.md",
        since: collectedAt.toISOString(),
      };
    return { state: "ok", saw: `newest events came ${duration(age)} ago${reached ? ", all in the lake" : ""}` };
  },
});

const newestWithEvents = (all: readonly ObjectReceipt[]): ObjectReceipt | undefined =>
  all.filter((r) => r.records > 0).toSorted((a, b) => b.collected_at.localeCompare(a.collected_at))[0];
