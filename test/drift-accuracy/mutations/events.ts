import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { names } from "../../../contracts/names.ts";
import type { Environment } from "../../../environments/environment.ts";
import { changed, deleted, type Mutation, unmanaged } from "../mutation.ts";

/** EventBridge. */
export const eventMutations = (env: Environment): readonly Mutation[] => {
  const keys = names.of(env, "key-taken-away");
  return [
    {
      name: "a schedule switched off",
      expect: [changed("aws_cloudwatch_event_rule.freshness-schedule_rule", "state")],
      async apply({ client }) {
        const Name = names.of(env, "freshness");
        await client(EventBridgeClient).send(new DisableRuleCommand({ Name }));
        return () => client(EventBridgeClient).send(new EnableRuleCommand({ Name }));
      },
    },
    {
      name: "a rule hears of something else",
      expect: [changed("aws_cloudwatch_event_rule.events_key-taken-away", "event_pattern")],
      async apply({ client }) {
        const { Name, Description, EventPattern, State } = await client(EventBridgeClient).send(
          new DescribeRuleCommand({ Name: keys }),
        );
        const put = (pattern: string | undefined) =>
          client(EventBridgeClient).send(new PutRuleCommand({ Name, Description, State, EventPattern: pattern }));
        await put('{"source":["aws.nothing"]}');
        return () => put(EventPattern);
      },
    },
    {
      name: "a rule tells nobody",
      expect: [deleted("aws_cloudwatch_event_target.events_key-taken-away-told")],
      async apply({ client }) {
        const { Targets = [] } = await client(EventBridgeClient).send(new ListTargetsByRuleCommand({ Rule: keys }));
        const Ids = Targets.map(({ Id }) => Id ?? "");
        await client(EventBridgeClient).send(new RemoveTargetsCommand({ Rule: keys, Ids }));
        return () => client(EventBridgeClient).send(new PutTargetsCommand({ Rule: keys, Targets }));
      },
    },
    {
      name: "a rule made by hand",
      expect: [unmanaged("aws_cloudwatch_event_rule", `default/${names.of(env, "by-hand")}`)],
      async apply({ client }) {
        const Name = names.of(env, "by-hand");
        await client(EventBridgeClient).send(new PutRuleCommand({ Name, EventPattern: '{"source":["aws.s3"]}' }));
        return () => client(EventBridgeClient).send(new DeleteRuleCommand({ Name }));
      },
    },
  ];
};
