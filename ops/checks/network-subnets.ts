import type { Verdict } from "../../contracts/verdict.ts";
import { type SubnetSeen, subnets } from "../probes/network.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count } from "./wording.ts";

/** Fails when a zone has no subnet, or a subnet cannot be used. */
export const networkSubnets = defineCheck({
  id: "network.subnets",
  why: "with fewer zones the loss of one takes everything down; a lost route cuts tasks off from what they need",
  probe: subnets,
  judge: (seen: readonly SubnetSeen[], env): Verdict => {
    const zones = new Set(seen.map((s) => s.zone)).size;
    const faults = [
      ...(zones < env.network.zones ? [`subnets in ${count(zones, "zone")}`] : []),
      ...seen.filter((s) => s.state !== "available").map((s) => `${s.id} is ${s.state}`),
      ...seen.filter((s) => !s.routed).map((s) => `${s.id} has no route table`),
      ...seen.flatMap((s) => s.blackholes.map((to) => `${s.id}: the route to ${to} leads nowhere`)),
    ];
    if (faults.length === 0) return { state: "ok", saw: `${count(seen.length, "subnet")} in ${count(zones, "zone")}` };
    return {
      state: "fail",
      saw: faults.join(", "),
      want: `available, routed subnets in ${env.network.zones} zones`,
      fix: applyAgain(env),
    };
  },
});
