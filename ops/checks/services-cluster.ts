import type { Verdict } from "../../contracts/verdict.ts";
import { cluster } from "../probes/services.ts";
import { defineCheck } from "./check.ts";
import { applyAgain } from "./wording.ts";

/** Fails unless the cluster is ACTIVE. */
export const servicesCluster = defineCheck({
  id: "services.cluster",
  why: "no service runs without its cluster",
  probe: cluster,
  judge: ({ name, status }, env): Verdict => {
    if (status === "ACTIVE") return { state: "ok", saw: name };
    return { state: "fail", saw: `${name}: ${status ?? "there is none"}`, want: "ACTIVE", fix: applyAgain(env) };
  },
});
