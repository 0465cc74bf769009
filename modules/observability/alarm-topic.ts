import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import { policyDocument } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";

/** Where alarms go. */
export interface AlarmTopicProps {
  readonly place: Place;
  readonly key: KeyOutputs;
}

/** What others need of the topic. */
export interface AlarmTopicOutputs {
  readonly arn: string;
}

/** An encrypted topic that CloudWatch of our account may publish to, over TLS. */
export class AlarmTopic extends Construct {
  readonly outputs: AlarmTopicOutputs;
  constructor(scope: Construct, id: string, { place, key }: AlarmTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "topic", {
      name: names.of(place, "alarms"),
      displayName: `Alarms of ${names.prefix(place)}`,
      kmsMasterKeyId: key.arn,
    });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument([
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: ["sns:Publish"],
          Resource: [topic.arn],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
        {
          Sid: "Alarms",
          Effect: "Allow",
          Principal: { Service: "cloudwatch.amazonaws.com" },
          Action: ["sns:Publish"],
          Resource: [topic.arn],
          Condition: { StringEquals: { "aws:SourceAccount": place.account } },
        },
      ]),
    });
    this.outputs = { arn: topic.arn };
  }
}
