import type { Verdict } from "../../contracts/verdict.ts";
import { type OpenIngress, openIngress } from "../probes/network.ts";
import { defineCheck } from "./check.ts";
import { applyAgain } from "./wording.ts";

/** Fails when anything but the load balancer is open to the internet. */
export const networkIngress = defineCheck({
  id: "network.ingress",
  why: "only the load balancer is meant to be reached from the internet; any other open port is an attack surface",
  setting: true,
  probe: openIngress,
  judge: (seen: readonly OpenIngress[], env): Verdict => {
    const open = seen.filter((rule) => !rule.ofBalancer);
    if (open.length === 0) return { state: "ok", saw: "nothing open but the load balancer" };
    return {
      state: "fail",
      saw: open.map((rule) => `${rule.groupName} (${rule.group}) lets everyone in: ${rule.what}`).join(", "),
      want: "ingress from 0.0.0.0/0 or ::/0 on the load balancer alone",
      fix: applyAgain(env),
    };
  },
});
