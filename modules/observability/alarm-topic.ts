import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic/index.js";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy/index.js";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription/index.js";
import { Construct } from "constructs";
import { assertValid, type Fault } from "../../contracts/errors.ts";
import { names, type Place } from "../../contracts/names.ts";
import { policyDocument } from "../identity/policy.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { topicStatements } from "./topic-policy.ts";

/** Where alarms go. */
export interface AlarmTopicProps {
  readonly place: Place;
  /** Name without the environment's prefix. `alarms`: everything that is told; `pages`: what wakes somebody. */
  readonly name: "alarms" | "pages";
  readonly key: KeyOutputs;
  /** Addresses that get a mail; each confirms once, by a link in the first. @default - nobody: alarms end in the topic. */
  readonly notify?: readonly string[];
}

/** What others need of the topic. */
export interface AlarmTopicOutputs {
  readonly arn: string;
  readonly name: string;
}

/** Every fault of the props. */
export function validateAlarmTopic({ notify = [] }: AlarmTopicProps): Fault[] {
  const wrong = notify.filter((address, i) => !/^[^@\s]+@[^@\s]+$/.test(address) || notify.indexOf(address) !== i);
  return wrong.length === 0 ? [] : [{ field: "notify", got: wrong, want: "e-mail addresses, each once" }];
}

/** An encrypted topic that alarms and rules of the environment may publish to, over TLS. */
export class AlarmTopic extends Construct {
  readonly outputs: AlarmTopicOutputs;
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    assertValid(`topic ${props.name}`, validateAlarmTopic(props));
    const { place, name, key, notify = [] } = props;
    const topic = new SnsTopic(this, "topic", {
      name: names.of(place, name),
      displayName: `${titles[name]} of ${names.prefix(place)}`,
      kmsMasterKeyId: key.arn,
    });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument(topicStatements(topic.arn, place)),
    });
    // By address, not by position: another person in front must not make everybody confirm again.
    for (const endpoint of notify)
      new SnsTopicSubscription(this, `to-${endpoint}`, { topicArn: topic.arn, protocol: "email", endpoint });
    this.outputs = { arn: topic.arn, name: topic.name };
  }
}

const titles = { alarms: "Alarms", pages: "Pages" } as const;
