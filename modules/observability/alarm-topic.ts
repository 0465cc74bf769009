import type { Construct } from "constructs";
import { names, type Place } from "../../contracts/names.ts";
import type { KeyOutputs } from "../keys/keys.ts";
import { Topic, type TopicOutputs } from "../messaging/topic.ts";
import { topicStatements } from "./topic-policy.ts";

/** Where alarms go. */
export interface AlarmTopicProps {
  readonly place: Place;
  /**
   * Name without the environment's prefix. `alarms`: everything that is told; `pages`: what wakes somebody; `copies`: what
   * is told of copies, where they are.
   */
  readonly name: "alarms" | "pages" | "copies";
  readonly key: KeyOutputs;
  /** Addresses that get a mail; each confirms once, by a link in the first. @default - nobody: alarms end in the topic. */
  readonly notify?: readonly string[];
  /** Keeps what did not reach one of them, for 14 days. @default - false: SNS tries for a time and forgets it. */
  readonly keepUndelivered?: boolean;
}

/** What others need of the topic. */
export type AlarmTopicOutputs = TopicOutputs;

/** An encrypted topic that alarms, budgets and rules of the environment may publish to, over TLS. */
export class AlarmTopic extends Topic {
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    const { place, name } = props;
    const publishers = (arn: string) => topicStatements(arn, place);
    super(scope, id, { ...props, title: `${titles[name]} of ${names.prefix(place)}`, publishers });
  }
}

const titles = { alarms: "Alarms", pages: "Pages", copies: "Copies" } as const;
