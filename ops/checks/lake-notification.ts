import type { Verdict } from "../../contracts/verdict.ts";
import { landingNotifies } from "../probes/buckets.ts";
import { probe } from "../probes/look.ts";
import { runtime } from "../probes/manifest.ts";
import { defineCheck } from "./check.ts";
import { applyAgain } from "./wording.ts";

interface Seen {
  /** Queues the landing bucket tells about new objects; undefined when the bucket is gone. */
  readonly notifies: readonly string[] | undefined;
  readonly queues: readonly string[];
}

/** Fails when nobody is told of new objects in the landing bucket. */
export const lakeNotification = defineCheck({
  id: "lake.notification",
  why: "without the notification a new file waits for the next sweep instead of being collected at once",
  setting: true,
  probe: probe(async (look): Promise<Seen> => {
    const [notifies, told] = await Promise.all([landingNotifies(look), runtime(look)]);
    return { notifies, queues: Object.values(told.queues).map((q) => q.name) };
  }),
  judge: ({ notifies, queues }: Seen, env): Verdict => {
    const to = notifies?.filter((name) => queues.includes(name)) ?? [];
    if (to.length > 0) return { state: "ok", saw: `landing -> ${to.join(", ")}` };
    const others = notifies === undefined || notifies.length === 0 ? "nobody" : notifies.join(", ");
    return {
      state: "fail",
      saw: notifies === undefined ? "there is no landing bucket" : `landing tells ${others}`,
      want: `s3:ObjectCreated:* -> one of ${queues.join(", ")}`,
      fix: applyAgain(env),
    };
  },
});
