import type { Place } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";

/**
 * Who may publish to a topic of ours, beside roles with a grant: alarms and budgets of this account, and rules. EventBridge
 * says neither for whom nor for which rule it publishes, so a condition would refuse every event: whoever knows the topic
 * could have a rule send us mail, and nothing worse. Source: EventBridge user guide, "Amazon SNS permissions".
 */
export const topicStatements = (arn: string, place: Place): Statement[] => [
  {
    Sid: "Alarms",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["sns:Publish"],
    Resource: [arn],
    Condition: { StringEquals: { "aws:SourceAccount": place.account } },
  },
  {
    Sid: "Budgets",
    Effect: "Allow",
    Principal: { Service: "budgets.amazonaws.com" },
    Action: ["sns:Publish"],
    Resource: [arn],
    Condition: {
      StringEquals: { "aws:SourceAccount": place.account },
      ArnLike: { "aws:SourceArn": `arn:aws:budgets::${place.account}:*` },
    },
  },
  {
    Sid: "Rules",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: ["sns:Publish"],
    Resource: [arn],
  },
];
