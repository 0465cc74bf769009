import type { Verdict } from "../../contracts/verdict.ts";
import { type TableSeen, tables } from "../probes/tables.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

/** Fails when a table cannot be restored to a point in time, or a protected one may be deleted. */
export const tablesRecovery = defineCheck({
  id: "tables.recovery",
  why: "point-in-time recovery is what brings a table back after a wrong write",
  setting: true,
  probe: tables,
  judge: (seen: readonly TableSeen[], env): Verdict => {
    const there = seen.filter((t) => t.status !== undefined);
    if (there.length === 0) return noneNamed("table that exists");
    const unprotected = env.safety === "protected" ? there.filter((t) => !t.deletionProtected) : [];
    const faults = [
      ...there.filter((t) => !t.recoverable).map((t) => `${t.name}: no point-in-time recovery`),
      ...unprotected.map((t) => `${t.name}: may be deleted`),
    ];
    if (faults.length === 0) return { state: "ok", saw: count(there.length, "table") };
    const want = `point-in-time recovery${env.safety === "protected" ? " and deletion protection" : ""}`;
    return { state: "fail", saw: faults.join(", "), want, fix: applyAgain(env) };
  },
});
