import type { Verdict } from "../../contracts/verdict.ts";
import { bus } from "../probes/bus.ts";
import { type Landing, landing } from "../probes/landing.ts";
import { probe } from "../probes/look.ts";
import { type Receipts, receipts } from "../probes/receipts.ts";
import { defineCheck } from "./check.ts";
import { count, duration, secondsBetween, sinceEarliest } from "./wording.ts";

/** Collect sweeps every minute: an object without a receipt after three of them was overlooked, seconds. */
const maxWaitSeconds = 180;

interface Seen {
  readonly landing: Landing;
  readonly receipts: Receipts;
  /** Identity of the bus in use; empty when there is none. A receipt for another bus does not count. */
  readonly busId: string;
}

export const dataCollected = defineCheck({
  id: "data.collected",
  why: "a file that lies in the landing bucket without a receipt is events that nobody has seen, until it expires",
  probe: probe(async (look): Promise<Seen> => {
    const [objects, written, { id }] = await Promise.all([landing(look), receipts(look), bus(look)]);
    return { landing: objects, receipts: written, busId: id };
  }),
  judge: ({ landing: landed, receipts: written, busId }: Seen, env, at): Verdict => {
    if (landed.objects.length === 0) return { state: "skip", because: "the landing bucket is empty" };
    const collected = new Map(written.all.map((r) => [r.source_key, r]));
    const open = landed.objects.filter((o) => {
      const receipt = collected.get(o.key);
      return receipt?.etag.replaceAll('"', "") !== o.etag || receipt.bus_id !== busId;
    });
    const overdue = open.filter((o) => secondsBetween(o.modifiedAt, at) > maxWaitSeconds);
    const working = written.all.some((r) => secondsBetween(new Date(r.collected_at), at) < 60);
    // Whoever reads only a part of the receipts must not say that one is missing.
    if (!written.complete || (overdue.length === 0 && !landed.complete))
      return { state: "unknown", because: "there are more objects or receipts than a quick look reads" };
    if (overdue.length === 0 || working)
      return { state: "ok", saw: `${count(landed.objects.length, "object")}, ${open.length} not collected yet` };
    return {
      state: "fail",
      saw: `${count(overdue.length, "object")} without a receipt, for example ${overdue[0]?.key}`,
      want: `a receipt within ${duration(maxWaitSeconds)}`,
      fix: `cap health --env ${env.name} --only services queues`,
      ...sinceEarliest(overdue.map((o) => o.modifiedAt)),
    };
  },
});
