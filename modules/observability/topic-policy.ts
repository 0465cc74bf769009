import type { Place } from "../../contracts/names.ts";
import { names } from "../../contracts/names.ts";
import type { Statement } from "../identity/policy.ts";

/** Who may publish to a topic of ours, beside roles with a grant: alarms and rules of this environment, over TLS. */
export const topicStatements = (arn: string, place: Place): Statement[] => [
  {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: ["sns:Publish"],
    Resource: [arn],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  },
  {
    Sid: "Alarms",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["sns:Publish"],
    Resource: [arn],
    Condition: { StringEquals: { "aws:SourceAccount": place.account } },
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
