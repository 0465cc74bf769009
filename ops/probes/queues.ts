import { CloudWatchClient, GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { GetQueueAttributesCommand, GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { functions } from "./functions.ts";
import { type Look, orAbsent, probe } from "./look.ts";
import { runtime } from "./manifest.ts";

/** A dead-letter queue. */
export interface DeadLettersSeen {
  readonly deadLetterName: string;
  /** Messages in it; undefined when it is gone. */
  readonly dead: number | undefined;
  /** When the oldest of the first ten was sent. */
  readonly deadSince?: Date;
}

/** A queue with its dead-letter queue. */
export interface QueueSeen extends DeadLettersSeen {
  readonly name: string;
  readonly deadLetterUrl: string;
  /** Messages that wait; undefined when the queue is gone. */
  readonly waiting: number | undefined;
  /** Messages that a consumer holds. */
  readonly inFlight: number;
  /** Where failed messages go, by the redrive policy: the ARN's last part. */
  readonly redriveTo?: string;
  readonly maxReceives?: number;
}

async function attributes(look: Look, url: string): Promise<Partial<Record<string, string>> | undefined> {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] });
  return (await orAbsent(look.client(SQSClient).send(command)))?.Attributes;
}

const depth = (of: Partial<Record<string, string>> | undefined): number | undefined =>
  of === undefined ? undefined : Number(of["ApproximateNumberOfMessages"]);

/**
 * When the oldest of a few dead messages was sent. Receiving with no visibility timeout hides none of them; nobody
 * consumes a dead-letter queue, so the receive count this raises means nothing.
 */
async function oldest(look: Look, url: string): Promise<Date | undefined> {
  const answer = await look.client(SQSClient).send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      WaitTimeSeconds: 0,
      MessageSystemAttributeNames: ["SentTimestamp"],
    }),
  );
  const sent = (answer.Messages ?? []).map((m) => Number(m.Attributes?.SentTimestamp)).filter(Number.isFinite);
  return sent.length === 0 ? undefined : new Date(Math.min(...sent));
}

/** What lies in a dead-letter queue. */
async function seeDeadLetters(look: Look, deadLetterName: string, url: string): Promise<DeadLettersSeen> {
  const dead = depth(await attributes(look, url));
  const since = dead === undefined || dead === 0 ? undefined : await oldest(look, url);
  return { deadLetterName, dead, ...(since === undefined ? {} : { deadSince: since }) };
}

function redrive(policy: string | undefined): Pick<QueueSeen, "redriveTo" | "maxReceives"> {
  if (policy === undefined || policy === "") return {};
  const parsed = JSON.parse(policy) as { deadLetterTargetArn?: string; maxReceiveCount?: number | string };
  const redriveTo = parsed.deadLetterTargetArn?.split(":").at(-1);
  return redriveTo === undefined ? {} : { redriveTo, maxReceives: Number(parsed.maxReceiveCount) };
}

/** Every queue of the environment. */
export const queues = probe(async (look): Promise<readonly QueueSeen[]> => {
  const { queues: told } = await runtime(look);
  return await Promise.all(
    Object.values(told).map(async ({ name, url, deadLetterName, deadLetterUrl }) => {
      const [own, dead] = await Promise.all([
        attributes(look, url),
        seeDeadLetters(look, deadLetterName, deadLetterUrl),
      ]);
      return {
        name,
        ...dead,
        deadLetterUrl,
        waiting: depth(own),
        inFlight: Number(own?.["ApproximateNumberOfMessagesNotVisible"] ?? 0),
        ...redrive(own?.["RedrivePolicy"]),
      };
    }),
  );
});

/** The dead-letter queues of functions, where calls that failed for good lie. */
export const functionDeadLetters = probe(async (look): Promise<readonly DeadLettersSeen[]> => {
  const named = (await functions(look)).flatMap((f) => f.deadLetterName ?? []);
  return await Promise.all(
    named.map(async (name) => {
      const found = await orAbsent(look.client(SQSClient).send(new GetQueueUrlCommand({ QueueName: name })));
      if (found?.QueueUrl === undefined) return { deadLetterName: name, dead: undefined };
      return await seeDeadLetters(look, name, found.QueueUrl);
    }),
  );
});

/** Seconds that the oldest message of each queue has waited, by queue name; absent where CloudWatch has no datum. */
export const messageAges = probe(async (look): Promise<ReadonlyMap<string, number>> => {
  const told = Object.values((await runtime(look)).queues);
  const answer = await look.client(CloudWatchClient).send(
    new GetMetricDataCommand({
      StartTime: new Date(look.at.getTime() - 10 * 60_000),
      EndTime: look.at,
      ScanBy: "TimestampDescending",
      MetricDataQueries: told.map(({ name }, i) => ({
        Id: `age${i}`,
        MetricStat: {
          Metric: {
            Namespace: "AWS/SQS",
            MetricName: "ApproximateAgeOfOldestMessage",
            Dimensions: [{ Name: "QueueName", Value: name }],
          },
          Period: 60,
          Stat: "Maximum",
        },
      })),
    }),
  );
  const ages = told.flatMap(({ name }, i): [string, number][] => {
    const age = answer.MetricDataResults?.find((r) => r.Id === `age${i}`)?.Values?.[0];
    return age === undefined ? [] : [[name, age]];
  });
  return new Map(ages);
});
