import { deployingAlarmName } from "../../contracts/metrics.ts";
import { names } from "../../contracts/names.ts";
import type { Verdict } from "../../contracts/verdict.ts";
import { type AlarmSeen, alarms } from "../probes/alarms.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count, sinceEarliest } from "./wording.ts";

/** Fails while an alarm rings; the alarm names its runbook. */
export const alarmsQuiet = defineCheck({
  id: "alarms.quiet",
  why: "an alarm that rings was set because somebody wanted to be woken for it",
  probe: alarms,
  judge: (seen: readonly AlarmSeen[], env): Verdict => {
    if (seen.length === 0)
      return { state: "fail", saw: "no alarm at all", want: "the alarms of the environment", fix: applyAgain(env) };
    // One of them only says that a release is being moved; it is told to people, and nobody has to mend it.
    const ringing = seen.filter((a) => a.state === "ALARM" && a.name !== names.of(env, deployingAlarmName));
    const [first] = ringing;
    if (first === undefined) {
      const silent = seen.filter((a) => a.state === "INSUFFICIENT_DATA").length;
      return { state: "ok", saw: `${count(seen.length, "alarm")}${silent > 0 ? `, ${silent} without data yet` : ""}` };
    }
    return {
      state: "fail",
      saw: ringing.map((a) => `${a.name}${a.reason === "" ? "" : `: ${a.reason}`}`).join(", "),
      want: "no alarm in ALARM",
      fix: runbookIn(first.description) ?? `aws cloudwatch describe-alarm-history --alarm-name ${first.name}`,
      ...sinceEarliest(ringing.map((a) => a.since)),
    };
  },
});

/** An alarm's description names its runbook. */
const runbookIn = (description: string): string | undefined => /docs\/runbooks\/[\w.-]+\.md/.exec(description)?.[0];
