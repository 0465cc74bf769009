import { DescribeServicesCommand, ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PurgeQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { names } from "../../contracts/names.ts";
import { local } from "../../environments/local.ts";
import { emulatedEndpoint } from "../../ops/endpoint.ts";
import type { CheckResult, HealthReport } from "../../ops/health/report.ts";
import { runChecks } from "../../ops/health/run.ts";
import { environmentHome } from "../../ops/home.ts";
import { type Look, openLook } from "../../ops/probes/look.ts";
import { runtime } from "../../ops/probes/manifest.ts";

// Needs the environment `local` as `cap up --detach` leaves it; breaks it and puts it right again.
const endpoint = await emulatedEndpoint(local).catch(() => undefined);
const reason = "local is not up: cap up --detach";

/** Looks until the check is in this state; what is broken or mended may take a moment to show. */
async function seen(id: string, state: CheckResult["state"], limitMs = 60_000): Promise<CheckResult> {
  const until = Date.now() + limitMs;
  for (;;) {
    const { checks } = await runChecks(local, { only: [id] });
    const found = checks[0];
    if (found?.state === state || Date.now() > until) {
      expect(found, id).toMatchObject({ state });
      return found as CheckResult;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const secondsAgo = (iso: string | undefined): number => (Date.now() - Date.parse(iso ?? "")) / 1000;

describe.skipIf(endpoint === undefined)(`health of local${endpoint === undefined ? ` (${reason})` : ""}`, () => {
  let look: Look;
  beforeAll(() => {
    look = openLook({ env: local, home: environmentHome(local), ...(endpoint === undefined ? {} : { endpoint }) });
  });
  afterAll(() => look?.close());

  test("an environment that is up is healthy, and the look takes at most 3 seconds", async () => {
    let report: HealthReport | undefined;
    await expect
      .poll(
        async () => {
          report = await runChecks(local);
          const wrong = report.checks.filter((c) => c.state === "fail" || c.state === "unknown");
          // Other suites kill tasks of this environment on purpose, and that is remembered for a while.
          return wrong.filter((c) => c.id !== "services.restarts");
        },
        { timeout: 60_000, interval: 1_000 },
      )
      .toEqual([]);
    expect(report).toMatchObject({ complete: true, environment: "local" });
    expect(report?.checks.length).toBeGreaterThanOrEqual(20);
    expect(report?.ms).toBeLessThanOrEqual(3_000);
  });

  test("a service that is switched off: what, since when, and the command that switches it on", async () => {
    const ecs = look.client(ECSClient);
    const { cluster } = await runtime(look);
    const service = names.of(local, "lake");
    const before = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
    const desiredCount = before.services?.[0]?.desiredCount ?? 1;
    await ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount: 0 }));
    try {
      const failed = await seen("services.running", "fail");
      expect(failed.saw).toBe("lake: switched off (desired count 0)");
      expect(failed.fix).toContain(`ecs update-service --cluster ${cluster} --service ${service} --desired-count 1`);
      expect(secondsAgo(failed.since)).toBeLessThan(120);
    } finally {
      await ecs.send(new UpdateServiceCommand({ cluster, service, desiredCount }));
    }
    await seen("services.running", "ok");
  });

  test("a deleted bucket policy: which bucket, since when it was seen, and to apply again", async () => {
    const s3 = look.client(S3Client);
    const Bucket = names.bucket(local, "silver");
    await seen("lake.tls-only", "ok");
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    try {
      const failed = await seen("lake.tls-only", "fail");
      expect(failed).toMatchObject({ saw: `${Bucket}: no policy`, fix: "cap up --env local" });
      expect(secondsAgo(failed.since)).toBeLessThan(60);
      expect(failed.lastOk).toBeDefined();
    } finally {
      await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }));
    }
    await seen("lake.tls-only", "ok");
  });

  test("a message in a dead-letter queue: how many, since when, and the runbook", async () => {
    const sqs = look.client(SQSClient);
    const queue = (await runtime(look)).queues["landing"];
    const QueueUrl = queue?.deadLetterUrl;
    const sentAt = Date.now();
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "a message that nobody could handle" }));
    try {
      const failed = await seen("queues.dead-letters", "fail");
      expect(failed.saw).toBe(`${queue?.deadLetterName}: 1 message`);
      expect(failed.fix).toBe("docs/runbooks/dead-letters.md");
      expect(Math.abs(Date.parse(failed.since ?? "") - sentAt)).toBeLessThan(5_000);
    } finally {
      await sqs.send(new PurgeQueueCommand({ QueueUrl }));
    }
    await seen("queues.dead-letters", "ok");
  });
});
