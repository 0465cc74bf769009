import { paginateListSubscriptionsByTopic, SNSClient, type Subscription } from "@aws-sdk/client-sns";
import { type Look, orAbsent } from "../look.ts";
import { everything } from "../pages.ts";
import type { Enumerator } from "./enumerator.ts";
import { type Found, found } from "./found.ts";
import { knownBy, type StateResource } from "./known.ts";

const type = "aws_sns_topic_subscription";

/** Subscriptions to the topics that a state has: who is told what we are told. */
export const subscriptions: Enumerator = {
  types: [type],
  calls: ["sns:ListSubscriptionsByTopic"],
  async unmanaged(look, ours) {
    // Those that nobody has confirmed yet have no ARN: what they are is who gets what.
    const known = new Set(
      ours.known.ofType(type).map(({ values: v }) => [v["topic_arn"], v["protocol"], v["endpoint"]].join("|")),
    );
    const topics = [...knownBy(ours.known, ["aws_sns_topic"], "arn")].filter(([arn]) => isHere(arn, look));
    return (await Promise.all(topics.map(([arn, topic]) => ofTopic(look, arn, topic, known)))).flat();
  },
};

const isHere = (arn: string, look: Look): boolean => arn.split(":")[3] === look.env.region;

async function ofTopic(
  look: Look,
  TopicArn: string,
  topic: StateResource,
  known: ReadonlySet<string>,
): Promise<readonly Found[]> {
  const pages = paginateListSubscriptionsByTopic({ client: look.client(SNSClient) }, { TopicArn });
  // A topic that is gone is told as deleted, and tells nobody.
  const all = (await orAbsent(everything(look, pages, (page) => page.Subscriptions))) ?? [];
  const strange = all.filter((one) => !known.has([TopicArn, one.Protocol, one.Endpoint].join("|")));
  return strange.flatMap((one) => found(described(one, TopicArn), `attached to ${topic.address}`));
}

function described(one: Subscription, topic: string): Omit<Found, "ours"> {
  const confirmed = one.SubscriptionArn?.startsWith("arn:") === true;
  const to = `${one.Protocol} to ${withoutSecret(one.Endpoint ?? "?")}`;
  const id = confirmed ? (one.SubscriptionArn ?? "?") : `${topic}|${to}`;
  return { type, id, name: to, detail: confirmed ? to : `${to}, not confirmed`, under: topic };
}

/** Paths of web hooks are often all that protects them. */
const withoutSecret = (endpoint: string): string => /^https?:\/\/[^/?#]+/.exec(endpoint)?.[0] ?? endpoint;
