import { EventBridgeClient, ListRulesCommand, ListTargetsByRuleCommand } from "@aws-sdk/client-eventbridge";
import { names } from "../../contracts/names.ts";
import { probe } from "./look.ts";

/** An EventBridge rule that calls something again and again. */
export interface ScheduleSeen {
  readonly name: string;
  /** `rate(5 minutes)`. */
  readonly expression: string;
  readonly enabled: boolean;
  /** ARNs of what it calls. */
  readonly calls: readonly string[];
}

/** Every scheduled rule whose name begins with the environment's prefix. */
export const schedules = probe(async (look): Promise<readonly ScheduleSeen[]> => {
  const events = look.client(EventBridgeClient);
  const { Rules = [] } = await events.send(new ListRulesCommand({ NamePrefix: names.of(look.env, "") }));
  const scheduled = Rules.filter((rule) => rule.ScheduleExpression !== undefined);
  return await Promise.all(
    scheduled.map(async (rule) => {
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: rule.Name }));
      return {
        name: rule.Name ?? "?",
        expression: rule.ScheduleExpression ?? "?",
        enabled: rule.State === "ENABLED",
        calls: Targets.flatMap((t) => (t.Arn === undefined ? [] : [t.Arn])),
      };
    }),
  );
});
