import type { Verdict } from "../../contracts/verdict.ts";
import { type TableSeen, tables } from "../probes/tables.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

/** Fails when a table does not serve. */
export const tablesActive = defineCheck({
  id: "tables.active",
  why: "collect remembers what it has read in these tables; without them it stands still",
  probe: tables,
  judge: (seen: readonly TableSeen[], env): Verdict => {
    if (seen.length === 0) return noneNamed("table");
    // A table that is updated goes on serving.
    const bad = seen.filter((t) => t.status !== "ACTIVE" && t.status !== "UPDATING");
    if (bad.length === 0) return { state: "ok", saw: count(seen.length, "table") };
    const saw = bad.map((t) => `${t.name}: ${t.status ?? "there is none"}`).join(", ");
    return { state: "fail", saw, want: "every table ACTIVE", fix: applyAgain(env) };
  },
});
