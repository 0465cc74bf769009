import type { Place } from "../../contracts/names.ts";
import { names } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";

/** Who may publish to a topic of ours, beside roles with a grant: alarms, budgets and rules of this environment. */
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
    Condition: {
      ArnLike: { "aws:SourceArn": `arn:aws:events:${place.region}:${place.account}:rule/${names.prefix(place)}-*` },
    },
  },
];
