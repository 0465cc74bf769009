import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { BugError } from "../../../contracts/errors.ts";
import { openMetrics, serveMetrics } from "../../../services/runtime/metrics.ts";

const sumOf = (text: string, metric: string): number =>
  text
    .split("\n")
    .filter((line) => line.startsWith(`${metric}{`))
    .reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);

test("in = kept + dropped + dead-lettered at every scrape", async () => {
  const metrics = openMetrics("lake");
  const server = await serveMetrics(metrics, "127.0.0.1", 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  metrics.count({
    in: 10,
    out: [
      { outcome: "keep", reason: "", n: 7 },
      { outcome: "drop", reason: "duplicate", n: 2 },
      { outcome: "dead-letter", reason: "not JSON", n: 1 },
    ],
  });
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(sumOf(text, "cap_events_in_total")).toBe(10);
  expect(sumOf(text, "cap_events_out_total")).toBe(10);
  expect(text).toMatch(/cap_events_out_total\{outcome="drop",reason="duplicate",service="lake"\} 2/);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  expect((await fetch(`${url}/other`)).status).toBe(404);
  server.close();
});

test("a sum that does not hold is our bug and counts nothing", async () => {
  const metrics = openMetrics("lake");
  expect(() => metrics.count({ in: 2, out: [{ outcome: "keep", reason: "", n: 1 }] })).toThrow(BugError);
  expect(sumOf(await metrics.registry.metrics(), "cap_events_in_total")).toBe(0);
});
