import type { Verdict } from "../../contracts/verdict.ts";
import { type LogGroupSeen, logGroups } from "../probes/logs.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, noneNamed } from "./wording.ts";

/** Fails when a log group is gone or keeps its logs longer or shorter than the environment says. */
export const logsRetention = defineCheck({
  id: "logs.retention",
  why: "logs kept for ever cost money for ever, and logs without a group are lost",
  setting: true,
  probe: logGroups,
  judge: (seen: readonly LogGroupSeen[], env): Verdict => {
    if (seen.length === 0) return noneNamed("log group");
    const days = env.logs.retentionDays;
    const bad = seen.filter((g) => !g.exists || g.retentionDays !== days);
    if (bad.length === 0) return { state: "ok", saw: `${count(seen.length, "group")}, ${days} days` };
    return {
      state: "fail",
      saw: bad.map((g) => `${g.name}: ${!g.exists ? "there is none" : keeps(g.retentionDays)}`).join(", "),
      want: `${days} days`,
      fix: applyAgain(env),
    };
  },
});

const keeps = (days: number | undefined): string => (days === undefined ? "kept for ever" : `${days} days`);
