import { CloudWatchClient, GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe } from "vitest";
import { awsClient } from "../../adapters/aws/client.ts";
import { openCloudWatch } from "../../adapters/numbers/cloudwatch.ts";
import { type NumbersHarness, numbersContract } from "../contract-suites/numbers.ts";
import { startAws, type TestAws } from "./support/emulated-aws.ts";
import { noPython } from "./support/python.ts";

const namespace = "CAP/contract";

const kept: NumbersHarness["kept"] = async (name, dimensions, unit) => {
  const client = awsClient(CloudWatchClient);
  const answer = await client.send(
    new GetMetricStatisticsCommand({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      StartTime: new Date(Date.now() - 600_000),
      EndTime: new Date(Date.now() + 60_000),
      Period: 3_600,
      Statistics: ["SampleCount", "Sum", "Maximum"],
      Unit: unit,
    }),
  );
  client.destroy();
  // A put may fall into the next period.
  const points = answer.Datapoints ?? [];
  if (points.length === 0) return undefined;
  const sum = (of: "SampleCount" | "Sum"): number =>
    points.reduce((total, point) => total + (point[of] ?? Number.NaN), 0);
  return { count: sum("SampleCount"), sum: sum("Sum"), max: Math.max(...points.map((p) => p.Maximum ?? Number.NaN)) };
};

describe.skipIf(noPython !== undefined)(`CloudWatch${noPython === undefined ? "" : `: ${noPython}`}`, () => {
  let aws: TestAws;
  beforeAll(async () => {
    aws = await startAws();
  });
  afterAll(() => aws.stop());

  numbersContract("cloudwatch", {
    open: () => openCloudWatch(namespace),
    kept,
    away: () => openCloudWatch(namespace, new CloudWatchClient({ endpoint: "http://127.0.0.1:1", maxAttempts: 1 })),
  });
});
