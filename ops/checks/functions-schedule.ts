import type { Verdict } from "../../contracts/verdict.ts";
import { probe } from "../probes/look.ts";
import { runtime } from "../probes/manifest.ts";
import { type ScheduleSeen, schedules } from "../probes/schedules.ts";
import { defineCheck } from "./check.ts";
import { applyAgain, noneNamed } from "./wording.ts";

interface Seen {
  readonly schedules: readonly ScheduleSeen[];
  readonly functions: readonly string[];
}

/** Fails when nothing calls a function. */
export const functionsSchedule = defineCheck({
  id: "functions.schedule",
  why: "a function that nothing calls measures nothing, and its alarms stay silent",
  probe: probe(async (look): Promise<Seen> => {
    const [all, told] = await Promise.all([schedules(look), runtime(look)]);
    return { schedules: all, functions: Object.values(told.functions) };
  }),
  judge: ({ schedules: all, functions }: Seen, env): Verdict => {
    if (functions.length === 0) return noneNamed("function");
    const callers = (name: string): ScheduleSeen[] => all.filter((s) => s.calls.some((arn) => isFunction(arn, name)));
    const uncalled = functions.filter((name) => !callers(name).some((s) => s.enabled));
    const [first] = uncalled;
    if (first === undefined)
      return { state: "ok", saw: functions.map((name) => `${name}: ${callers(name)[0]?.expression}`).join(", ") };
    const [off] = callers(first);
    return {
      state: "fail",
      saw: uncalled.map((name) => `${name}: ${describe(callers(name)[0])}`).join(", "),
      want: "an enabled schedule for each function",
      fix: off === undefined ? applyAgain(env) : `aws events enable-rule --name ${off.name}`,
    };
  },
});

/** Whether an ARN is this function's, with or without an alias. */
const isFunction = (arn: string, name: string): boolean => arn.split(":")[6] === name;

const describe = (schedule: ScheduleSeen | undefined): string =>
  schedule === undefined ? "no schedule calls it" : `its schedule ${schedule.name} is off`;
