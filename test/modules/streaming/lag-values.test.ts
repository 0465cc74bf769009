import { expect, test } from "vitest";
import { countedMetrics, lagField, loggedLag } from "../../../contracts/metrics.ts";
import { dev } from "../../../environments/dev.ts";
import type { Environment } from "../../../environments/environment.ts";
import { prod } from "../../../environments/prod.ts";
import { synthesised } from "../../support/synthesised.ts";

const filters = (environment: Environment) =>
  synthesised({ environment })
    .of("aws_cloudwatch_log_metric_filter")
    .filter((f) => String(f.has["pattern"]).includes(`$.${lagField}.`));

test("what the lake says of its lag becomes a metric with the lake's name, in seconds and in records", () => {
  const made = filters(dev);
  const transformations = made.map((f) => f.has["metric_transformation"]);
  expect(transformations).toHaveLength(2);
  expect(transformations).toEqual(
    expect.arrayContaining(
      (["seconds", "records"] as const).map((part) => ({
        namespace: "CAP/dev",
        name: loggedLag[part].name,
        value: `$.lag.${part}`,
        unit: loggedLag[part].unit,
        dimensions: { Service: "$.service" },
      })),
    ),
  );
  for (const { has } of made) expect(String(has["log_group_name"])).toContain("lake");
});

test("where MSK measures lag nobody pays for a second measure", () => {
  expect(filters(prod)).toEqual([]);
});

test("a measure of lag is no count: what is read from a line has a name of its own", () => {
  const counts = countedMetrics.map(({ name }) => name);
  for (const { name, statistics } of Object.values(loggedLag)) {
    expect(counts).not.toContain(name);
    expect(statistics).toEqual(["Maximum"]);
  }
});
