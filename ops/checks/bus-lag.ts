import type { Verdict } from "../../contracts/verdict.ts";
import { newestBronze } from "../probes/bronze.ts";
import { bus } from "../probes/bus.ts";
import { probe } from "../probes/look.ts";
import { receipts } from "../probes/receipts.ts";
import { defineCheck } from "./check.ts";
import { count, duration, secondsBetween } from "./wording.ts";

/** The lake writes every few seconds while records wait; silence of this length is a halt, seconds. */
const maxSilenceSeconds = 120;

interface Seen {
  /** Records on the bus that the lake has not committed. */
  readonly lag: number;
  /** When the lake last wrote; undefined: never on this bus. */
  readonly lastWrite: Date | undefined;
  /** When collect first read an object; undefined: never. */
  readonly firstCollected: Date | undefined;
}

/** Fails when records wait and the lake has stopped writing. */
export const busLag = defineCheck({
  id: "bus.lag",
  why: "records that wait on the bus are not in the lake, and after its retention they are gone",
  probe: probe(async (look): Promise<Seen> => {
    const [{ lag, id }, lastWrite, { all }] = await Promise.all([bus(look), newestBronze(look), receipts(look)]);
    const first = all.flatMap((r) => (r.bus_id === id ? [r.collected_at] : [])).toSorted()[0];
    return { lag, lastWrite, firstCollected: first === undefined ? undefined : new Date(first) };
  }),
  judge: ({ lag, lastWrite, firstCollected }: Seen, env, at): Verdict => {
    if (lag === 0) return { state: "ok", saw: "no record waits" };
    const quietSince = lastWrite ?? firstCollected ?? at;
    const silence = secondsBetween(quietSince, at);
    if (silence <= maxSilenceSeconds) return { state: "ok", saw: `${count(lag, "record")} on their way` };
    const wrote =
      lastWrite === undefined ? "the lake has never written" : `the lake last wrote ${duration(silence)} ago`;
    return {
      state: "fail",
      saw: `${count(lag, "record")} wait, ${wrote}`,
      want: `a write at least every ${duration(maxSilenceSeconds)} while records wait`,
      fix: `cap health --env ${env.name} --only services`,
      since: quietSince.toISOString(),
    };
  },
});
