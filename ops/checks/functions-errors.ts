import type { Verdict } from "../../contracts/verdict.ts";
import { type InvocationsSeen, invocations } from "../probes/functions.ts";
import { defineCheck } from "./check.ts";
import { count, noneNamed, sinceEarliest } from "./wording.ts";

/** More errors than this share of the last hour's invocations are no accident. */
const maxShare = 0.1;

/** Fails when too many invocations of a function failed within the last hour. */
export const functionsErrors = defineCheck({
  id: "functions.errors",
  why: "a function that fails does its work late or never, and nobody waits for its answer",
  probe: invocations,
  judge: (seen: readonly InvocationsSeen[]): Verdict => {
    if (seen.length === 0) return noneNamed("function");
    const called = seen.filter((f) => f.invocations !== undefined);
    if (called.length === 0)
      return { state: "skip", because: "CloudWatch counts no invocation in the last hour, so none could fail" };
    const bad = called.filter((f) => f.errors > maxShare * (f.invocations ?? 0));
    if (bad.length === 0)
      return {
        state: "ok",
        saw: called.map((f) => `${f.name}: ${count(f.invocations ?? 0, "invocation")}`).join(", "),
      };
    return {
      state: "fail",
      saw: bad.map((f) => `${f.name}: ${f.errors} of ${count(f.invocations ?? 0, "invocation")} failed`).join(", "),
      want: `at most ${maxShare * 100} % in an hour`,
      fix: "docs/runbooks/function-errors.md",
      ...sinceEarliest(bad.map((f) => f.errorsSince)),
    };
  },
});
