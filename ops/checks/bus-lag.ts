import type { Verdict } from "../../contracts/verdict.ts";
import { newestBronze } from "../probes/bronze.ts";
import { bus, oldestWaiting } from "../probes/bus.ts";
import { probe } from "../probes/look.ts";
import { again } from "../report/again.ts";
import { defineCheck } from "./check.ts";
import { count, duration, secondsBetween } from "./wording.ts";

/** The lake writes every few seconds while records wait; silence of this length is a halt, seconds. */
const maxSilenceSeconds = 120;

interface Seen {
  /** Records on the bus that the lake has not committed. */
  readonly lag: number;
  /** When the lake last wrote; undefined: never on this bus. */
  readonly lastWrite: Date | undefined;
  /** When the oldest of those records arrived; undefined: none waits any more, or nothing looked wrong. */
  readonly waitingSince: Date | undefined;
}

/** Fails when records wait and the lake has stopped writing. */
export const busLag = defineCheck({
  id: "bus.lag",
  why: "records that wait on the bus are not in the lake, and after its retention they are gone",
  probe: probe(async (look): Promise<Seen> => {
    const [{ lag }, lastWrite] = await Promise.all([bus(look), newestBronze(look)]);
    const silent = lastWrite === undefined || secondsBetween(lastWrite, look.at) > maxSilenceSeconds;
    // After a quiet hour a lake that is well has not written for an hour either: the records' age tells the two apart.
    return { lag, lastWrite, waitingSince: lag > 0 && silent ? await oldestWaiting(look) : undefined };
  }),
  judge: ({ lag, lastWrite, waitingSince }: Seen, env, at): Verdict => {
    if (lag === 0) return { state: "ok", saw: "no record waits" };
    const waits = waitingSince === undefined ? 0 : secondsBetween(waitingSince, at);
    const silence = lastWrite === undefined ? Number.POSITIVE_INFINITY : secondsBetween(lastWrite, at);
    if (Math.min(waits, silence) <= maxSilenceSeconds)
      return { state: "ok", saw: `${count(lag, "record")} on their way` };
    const wrote =
      lastWrite === undefined ? "the lake has never written" : `the lake last wrote ${duration(silence)} ago`;
    return {
      state: "fail",
      saw: `${count(lag, "record")} waiting, the oldest for ${duration(waits)}; ${wrote}`,
      want: `a write at least every ${duration(maxSilenceSeconds)} while records wait`,
      fix: again("health", { env }, "--only services"),
      ...(waitingSince === undefined ? {} : { since: waitingSince.toISOString() }),
    };
  },
});
