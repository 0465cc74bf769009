import { topics } from "../../contracts/topics.ts";
import type { Verdict } from "../../contracts/verdict.ts";
import { type BusSeen, bus, busCluster } from "../probes/bus.ts";
import { probe } from "../probes/look.ts";
import { again } from "../report/again.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count } from "./wording.ts";

interface Seen {
  readonly bus: BusSeen;
  /** Undefined for an embedded bus. */
  readonly cluster: { readonly name: string; readonly state: string | undefined } | undefined;
}

/** Fails when the bus, its cluster or a partition of its topic is not there. */
export const busReachable = defineCheck({
  id: "bus.reachable",
  why: "every event passes over the bus; collect cannot hand on anything while it is away",
  probe: probe(async (look): Promise<Seen> => {
    // A cluster that is not ACTIVE may have no brokers to open: its state is worth telling all the same.
    const cluster = await busCluster(look);
    return { cluster, bus: await bus(look) };
  }),
  judge: ({ bus: seen, cluster }: Seen, env): Verdict => {
    const { name, partitions } = topics.securityEvents;
    const want = `topic ${name} with ${partitions} partitions`;
    if (cluster !== undefined && cluster.state !== "ACTIVE")
      return {
        state: "fail",
        saw: `${cluster.name}: ${cluster.state ?? "there is none"}`,
        want: "an ACTIVE cluster",
        fix: applyAgain(env),
      };
    if (!seen.exists)
      return {
        state: "fail",
        saw: `no bus at ${seen.where}`,
        want: `${want}; collect makes it at its start`,
        fix: again("health", { env }, "--only services"),
      };
    if (seen.extents.length >= partitions)
      return { state: "ok", saw: `${name}, ${count(seen.extents.length, "partition")}` };
    return {
      state: "fail",
      saw: `${name}: ${count(seen.extents.length, "partition")}`,
      want,
      fix: again("health", { env }, "--only services"),
    };
  },
});
