import type { Verdict } from "../../contracts/verdict.ts";
import { type FunctionSeen, functions } from "../probes/functions.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

/** Fails when a function cannot be called, or runs old code because its update failed. */
export const functionsActive = defineCheck({
  id: "functions.active",
  why: "a function whose last update failed runs old code or none",
  probe: functions,
  judge: (seen: readonly FunctionSeen[], env): Verdict => {
    if (seen.length === 0) return noneNamed("function");
    // A function that nobody called for weeks is Inactive and wakes up with its next call.
    const bad = seen.filter((f) => !["Active", "Inactive"].includes(f.state ?? "") || f.lastUpdate === "Failed");
    if (bad.length === 0) return { state: "ok", saw: count(seen.length, "function") };
    return {
      state: "fail",
      saw: bad.map(describe).join(", "),
      want: "every function Active and its last update Successful",
      fix: applyAgain(env),
    };
  },
});

function describe(f: FunctionSeen): string {
  const reason = f.reason === undefined ? "" : ` (${f.reason})`;
  if (f.state === undefined) return `${f.name}: there is none`;
  return f.lastUpdate === "Failed" ? `${f.name}: its last update failed${reason}` : `${f.name}: ${f.state}${reason}`;
}
