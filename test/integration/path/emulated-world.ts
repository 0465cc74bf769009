import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsClient } from "../../../adapters/aws/client.ts";
import { openObjects } from "../../../adapters/objects/open.ts";
import { tables } from "../../../contracts/tables.ts";
import { type Emulator, startEmulator, stopEmulator } from "../../../local/emulator.ts";
import { type Layout, layoutOf } from "../../../local/layout.ts";
import { portFreed } from "../../../local/port.ts";
import { python } from "../support/python.ts";
import { type Audit, audit } from "./audit.ts";
import { Task } from "./task.ts";

const account = "123456789012";
const region = "eu-west-1";

/** The whole path on an emulated AWS of the test's own, which the test may kill and start again. */
export class EmulatedWorld {
  readonly home = mkdtempSync(join(tmpdir(), "cap-path-aws-"));
  readonly #layout: Layout = layoutOf(this.home);
  readonly #port: number;
  #emulator: Emulator | undefined;
  #queueUrl = "";

  private constructor(port: number) {
    this.#port = port;
  }

  /** Starts it, with buckets, a queue with a dead-letter queue, notifications and the table of receipts. */
  static async open(port: number): Promise<EmulatedWorld> {
    const world = new EmulatedWorld(port);
    await world.startAws();
    await world.#build();
    return world;
  }

  async startAws(): Promise<void> {
    const signal = AbortSignal.timeout(120_000);
    const place = { account, region, owner: "test", port: this.#port, signal };
    this.#emulator = await startEmulator({ python, node: process.execPath, layout: this.#layout, ...place });
    if (this.#emulator.port !== this.#port && this.#queueUrl !== "") throw new Error("the port was taken meanwhile");
    Object.assign(process.env, this.#awsEnv());
  }

  /** kill -9 of the emulated AWS. */
  async killAws(): Promise<void> {
    const pid = this.#emulator?.process.pid;
    if (pid === undefined) throw new Error("no emulated AWS runs");
    process.kill(pid, "SIGKILL");
    // Our tasks know its address: it has to come back at the same one.
    await portFreed(this.#port, 20_000, AbortSignal.timeout(30_000));
  }

  /** Ends the emulated AWS and removes its data. */
  async close(): Promise<void> {
    if (this.#emulator !== undefined) await stopEmulator(this.#emulator.process);
    rmSync(this.home, { recursive: true, force: true });
  }

  /** Files of a bucket lie below this folder. */
  get buckets(): string {
    return join(this.#layout.objects, account);
  }

  start(service: "collect" | "lake", more: Readonly<Record<string, string>> = {}): Task {
    const env = {
      ...this.#awsEnv(),
      LANDING_BUCKET: "landing",
      QUARANTINE_BUCKET: "quarantine",
      BRONZE_BUCKET: "bronze",
      SILVER_BUCKET: "silver",
      QUEUE_URL: this.#queueUrl,
      OBJECTS_TABLE: "cap-test-objects",
      BUS_URL: `sqlite:${join(this.home, "bus.sqlite")}`,
      SWEEP_EVERY_MS: "2000",
      ...more,
    };
    return new Task(service, env);
  }

  /** Puts files into the landing bucket, some at a time. */
  async land(files: Iterable<readonly [key: string, bytes: Uint8Array]>, width = 8): Promise<void> {
    const landing = await openObjects("s3://landing");
    const waiting = files[Symbol.iterator]();
    const worker = async (): Promise<void> => {
      for (let next = waiting.next(); !next.done; next = waiting.next())
        await landing.put(next.value[0], next.value[1]);
    };
    await Promise.all(Array.from({ length: width }, worker));
    landing.close();
  }

  /** Waits until bronze accounts for so many sources and silver has what bronze keeps; gives what the lake says then. */
  async settled(sources: number, limitMs: number): Promise<Audit> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const seen = await audit(this.buckets);
      const n = seen.kept + seen.dropped + seen.deadLettered;
      if (n >= sources && seen.silverIds.length >= seen.keptIds.length) return seen;
      if (Date.now() > deadline) throw new Error(`${n} of ${sources} sources are in the lake after ${limitMs} ms`);
      await sleep(500);
    }
  }

  #awsEnv(): Record<string, string> {
    const keys = { AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test", AWS_REGION: region };
    return { ...keys, AWS_ENDPOINT_URL: this.#emulator?.endpoint ?? "" };
  }

  async #build(): Promise<void> {
    const [s3, sqs, dynamo] = [awsClient(S3Client), awsClient(SQSClient), awsClient(DynamoDBClient)];
    for (const Bucket of ["landing", "bronze", "silver", "quarantine"]) {
      const CreateBucketConfiguration = { LocationConstraint: region } as const;
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    }
    const Attributes = { VisibilityTimeout: "15" };
    const queue = await sqs.send(
      new CreateQueueCommand({ QueueName: `landed-${randomUUID().slice(0, 8)}`, Attributes }),
    );
    this.#queueUrl = queue.QueueUrl ?? "";
    const asked = new GetQueueAttributesCommand({ QueueUrl: this.#queueUrl, AttributeNames: ["QueueArn"] });
    const QueueArn = (await sqs.send(asked)).Attributes?.QueueArn;
    const QueueConfigurations = [{ QueueArn, Events: ["s3:ObjectCreated:*" as const] }];
    await s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: "landing",
        NotificationConfiguration: { QueueConfigurations },
      }),
    );
    const AttributeName = tables.objects.partitionKey;
    await dynamo.send(
      new CreateTableCommand({
        TableName: "cap-test-objects",
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [{ AttributeName, KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName, AttributeType: "S" }],
      }),
    );
    for (const client of [s3, sqs, dynamo]) client.destroy();
  }
}
