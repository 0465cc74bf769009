import { randomUUID } from "node:crypto";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import { openQueue } from "../../adapters/queue/open.ts";
import type { Queue } from "../../adapters/queue/port.ts";
import { queueContract } from "../contract-suites/queue.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

describe.skipIf(noPython !== undefined)(`SQS${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startAws();
  });
  afterAll(() => aws.stop());

  const open = async (): Promise<Queue> => {
    const sqs = awsClient(SQSClient);
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: randomUUID() }));
    sqs.destroy();
    return await openQueue(QueueUrl ?? "");
  };
  queueContract("sqs", open);

  test("a queue that is not there is missing, and trying again is no use", async () => {
    const queue = await openQueue(`${aws.endpoint}/123456789012/nowhere`);
    await expect(queue.receive({ max: 1, waitMs: 0 })).rejects.toMatchObject({ code: "missing", retry: "never" });
    queue.close();
  });
});
