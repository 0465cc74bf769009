import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { awsClient } from "../aws/client.ts";
import { awsFault } from "../aws/fault.ts";
import { type Message, type Queue, QueueError, type ReceiveOptions } from "./port.ts";

/** Most messages in one call of SQS. */
const callLimit = 10;
const callsAtOnce = 4;

function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < items.length; i += callLimit) yield items.slice(i, i + callLimit);
}

/** An SQS queue. Batches larger than a call are cut; the entries SQS refuses one by one are reported together. */
class SqsQueue implements Queue {
  readonly #sqs: SQSClient;
  readonly #url: string;

  constructor(sqs: SQSClient, url: string) {
    this.#sqs = sqs;
    this.#url = url;
  }

  async send(bodies: readonly string[]): Promise<void> {
    for (const chunk of chunks(bodies)) {
      const Entries = chunk.map((MessageBody, i) => ({ Id: String(i), MessageBody }));
      const answer = await this.#call("send", () =>
        this.#sqs.send(new SendMessageBatchCommand({ QueueUrl: this.#url, Entries })),
      );
      const refused = answer.Failed?.[0];
      if (refused !== undefined) throw new QueueError("unavailable", `send: ${refused.Code} ${refused.Message}`, "now");
    }
  }

  /** One long poll; when it comes back full there is more, and the rest is fetched at once without waiting. */
  async receive({ max, waitMs, signal }: ReceiveOptions): Promise<readonly Message[]> {
    const messages = await this.#receiveOnce(Math.min(max, callLimit), Math.round(waitMs / 1_000), signal);
    while (messages.length > 0 && messages.length < max) {
      const calls = Math.min(callsAtOnce, Math.ceil((max - messages.length) / callLimit));
      const more = await Promise.all(
        Array.from({ length: calls }, (_, i) =>
          this.#receiveOnce(Math.min(callLimit, max - messages.length - i * callLimit), 0),
        ),
      );
      messages.push(...more.flat());
      if (more.some((part) => part.length === 0)) break;
    }
    return messages;
  }

  async extend(messages: readonly Message[], seconds: number): Promise<void> {
    for (const chunk of chunks(messages)) {
      const Entries = chunk.map((m, i) => ({ Id: String(i), ReceiptHandle: m.receipt, VisibilityTimeout: seconds }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: this.#url, Entries });
      await this.#call("extend", () => this.#sqs.send(command));
    }
  }

  async delete(messages: readonly Message[]): Promise<void> {
    const calls = [...chunks(messages)].map(async (chunk) => {
      const Entries = chunk.map((m, i) => ({ Id: String(i), ReceiptHandle: m.receipt }));
      const command = new DeleteMessageBatchCommand({ QueueUrl: this.#url, Entries });
      await this.#call("delete", () => this.#sqs.send(command));
    });
    await Promise.all(calls);
  }

  close(): void {
    this.#sqs.destroy();
  }

  async #receiveOnce(max: number, waitSeconds: number, signal?: AbortSignal): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: this.#url,
      MaxNumberOfMessages: max,
      WaitTimeSeconds: Math.min(20, waitSeconds),
    });
    const answer = await this.#call("receive", async () => {
      try {
        return await this.#sqs.send(command, signal === undefined ? {} : { abortSignal: signal });
      } catch (cause) {
        if (signal?.aborted === true) return { Messages: [] };
        throw cause;
      }
    });
    return (answer.Messages ?? []).map((m) => ({
      id: m.MessageId ?? "",
      body: m.Body ?? "",
      receipt: m.ReceiptHandle ?? "",
    }));
  }

  async #call<T>(verb: string, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (cause) {
      const fault = awsFault(cause);
      const code = fault.kind === "denied" || fault.kind === "missing" ? fault.kind : "unavailable";
      throw new QueueError(code, `${verb} ${this.#url}: ${fault.message}`, fault.retry, { cause });
    }
  }
}

/** Opens an SQS queue by its URL. The request time-out leaves room for the longest poll. */
export function openSqs(url: string, sqs: SQSClient = awsClient(SQSClient, { requestTimeoutMs: 30_000 })): Queue {
  return new SqsQueue(sqs, url);
}
