import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import { freshnessMetric, metricDimension, metricNamespace } from "../../contracts/metrics.ts";
import { handler } from "../../services/freshness/index.ts";
import { EmulatedWorld } from "./path/emulated-world.ts";
import { chance, trailEvent, trailFile } from "./path/events.ts";
import { noPython } from "./support/python.ts";

const file = (seed: number): Uint8Array => trailFile([trailEvent(chance(seed))]);

describe.skipIf(noPython !== undefined)(`freshness${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let world: EmulatedWorld;
  beforeAll(async () => {
    world = await EmulatedWorld.open(4_733);
    const buckets = { LANDING_BUCKET: "landing", BRONZE_BUCKET: "bronze" };
    Object.assign(process.env, buckets, { OBJECTS_TABLE: "cap-test-objects", CAP_ENV: "test" });
  });
  afterAll(() => world.close());

  const measured = async (): Promise<readonly number[]> => {
    const client = awsClient(CloudWatchClient);
    const answer = await client.send(
      new GetMetricStatisticsCommand({
        Namespace: metricNamespace,
        MetricName: freshnessMetric,
        Dimensions: [{ Name: metricDimension, Value: "test" }],
        StartTime: new Date(Date.now() - 600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 60,
        Statistics: ["Maximum"],
      }),
    );
    client.destroy();
    return (answer.Datapoints ?? []).map((point) => point.Maximum ?? Number.NaN);
  };

  test("nothing landed: it says so, and puts no zero", async () => {
    expect(await handler()).toMatchObject({ state: "no-data" });
    expect(await measured()).toEqual([]);
  });

  test("what nobody collected is counted, and its wait is measured", async () => {
    await world.land([["a.json.gz", file(1)]]);
    const answer = await handler();
    expect(answer).toMatchObject({ uncollected: 1, samples: [{ name: freshnessMetric }] });
    expect(await measured()).toHaveLength(1);
  });

  test("all through: zero seconds, also when the last batch was a mere duplicate", async () => {
    const tasks = [world.start("collect"), world.start("lake")];
    await world.settled(1, 150_000);
    await world.land([["copy of a.json.gz", file(1)]]);
    await world.settled(2, 150_000);
    await Promise.all(tasks.map((task) => task.stop()));
    expect(await handler()).toMatchObject({
      uncollected: 0,
      samples: [{ name: freshnessMetric, value: 0 }],
    });
  });

  test("out of time: an error, not a number", async () => {
    const context = { getRemainingTimeInMillis: () => 0 };
    await expect(handler({}, context)).rejects.toMatchObject({ code: "CAP_LOOK_TOO_LONG" });
  });
});
