import type { Verdict } from "../../contracts/verdict.ts";
import { bus } from "../probes/bus.ts";
import { type Waiting, waiting } from "../probes/freshness.ts";
import { type Landing, landing } from "../probes/landing.ts";
import { probe } from "../probes/look.ts";
import { type Receipts, receipts } from "../probes/receipts.ts";
import { again } from "../report/again.ts";
import { defineCheck } from "./check.ts";
import { count, duration, secondsBetween, sinceEarliest } from "./wording.ts";

/** Collect sweeps every minute: an object without a receipt after three of them was overlooked, seconds. */
const maxWaitSeconds = 180;

interface Seen {
  readonly landing: Landing;
  readonly receipts: Receipts;
  /** Identity of the bus in use; empty when there is none. A receipt for another bus does not count. */
  readonly busId: string;
  /** For buckets too large to compare object by object. */
  readonly measured: Waiting | undefined;
}

/** Fails when an object has landed and was not collected in time. */
export const dataCollected = defineCheck({
  id: "data.collected",
  why: "a file that lies in the landing bucket without a receipt is events that nobody has seen, until it expires",
  probe: probe(async (look): Promise<Seen> => {
    const [objects, written, { id }, measured] = await Promise.all([
      landing(look),
      receipts(look),
      bus(look),
      waiting(look),
    ]);
    return { landing: objects, receipts: written, busId: id, measured };
  }),
  judge: (seen: Seen, env, at): Verdict => {
    const { landing: landed, receipts: written, measured } = seen;
    if (landed.objects.length === 0) return { state: "skip", because: "the landing bucket is empty" };
    const fix = again("health", { env }, "--only services queues");
    // Whoever reads only a part of either must not say that a receipt is missing.
    if (!written.complete || !landed.complete) return byMeasurement(measured, fix);
    const open = withoutReceipt(seen);
    const overdue = open.filter((o) => secondsBetween(o.modifiedAt, at) > maxWaitSeconds);
    const working = written.all.some((r) => secondsBetween(new Date(r.collected_at), at) < 60);
    if (overdue.length === 0 || working)
      return { state: "ok", saw: `${count(landed.objects.length, "object")}, ${open.length} not collected yet` };
    return {
      state: "fail",
      saw: `${count(overdue.length, "object")} without a receipt, for example ${overdue[0]?.key}`,
      want: `a receipt within ${duration(maxWaitSeconds)}`,
      fix,
      ...sinceEarliest(overdue.map((o) => o.modifiedAt)),
    };
  },
});

function withoutReceipt({ landing: landed, receipts: written, busId }: Seen): Landing["objects"] {
  const collected = new Map(written.all.map((r) => [r.source_key, r]));
  return landed.objects.filter((o) => {
    const receipt = collected.get(o.key);
    return receipt?.etag.replaceAll('"', "") !== o.etag || receipt.bus_id !== busId;
  });
}

/** The verdict by what the freshness function measured, which takes its time to look at everything. */
function byMeasurement(measured: Waiting | undefined, fix: string): Verdict {
  if (measured === undefined)
    return {
      state: "unknown",
      because: "there are more objects than a quick look reads, and the freshness function has measured nothing lately",
    };
  const { seconds, measuredAt } = measured;
  if (seconds <= maxWaitSeconds) return { state: "ok", saw: `the oldest waited ${duration(seconds)}, as measured` };
  return {
    state: "fail",
    saw: `something that landed has waited ${duration(seconds)}, as measured`,
    want: `at most ${duration(maxWaitSeconds)}`,
    fix,
    since: new Date(measuredAt.getTime() - seconds * 1000).toISOString(),
  };
}
