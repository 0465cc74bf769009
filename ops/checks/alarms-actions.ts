import type { Verdict } from "../../contracts/verdict.ts";
import { type AlarmSeen, alarms } from "../probes/alarms.ts";
import { probe } from "../probes/look.ts";
import { alarmTopic } from "../probes/notices.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, count } from "./wording.ts";

interface Seen {
  readonly alarms: readonly AlarmSeen[];
  readonly topic: { readonly arn: string; readonly subscribers: number | undefined };
}

/** Fails when an alarm would tell nobody. */
export const alarmsActions = defineCheck({
  id: "alarms.actions",
  why: "an alarm without an action rings where nobody hears it",
  setting: true,
  probe: probe(async (look): Promise<Seen> => {
    const [all, topic] = await Promise.all([alarms(look), alarmTopic(look)]);
    return { alarms: all, topic };
  }),
  judge: ({ alarms: all, topic }: Seen, env): Verdict => {
    const silent = all.filter((a) => !a.acts);
    const faults = [
      ...silent.map((a) => `${a.name} has no action or is switched off`),
      ...(topic.subscribers === undefined ? [`the topic ${topic.arn} does not exist`] : []),
      ...(topic.subscribers === 0 && env.safety === "protected" ? [`nobody subscribes to ${topic.arn}`] : []),
    ];
    if (faults.length === 0)
      return { state: "ok", saw: `${count(all.length, "alarm")} -> ${topic.arn.split(":").at(-1)}` };
    const want = `every alarm switched on, with an action, to a topic that ${env.safety === "protected" ? "somebody hears" : "exists"}`;
    return { state: "fail", saw: faults.join(", "), want, fix: applyAgain(env) };
  },
});
