import { expect, test } from "vitest";
import { interfacesPage } from "../../../ops/docs/interfaces.ts";
import { type CheckResult, type HealthReport, reportOf } from "../../../ops/health/report.ts";
import { type Summary, urlsOf } from "../../../ops/up/summary.ts";

const rowOf = (verb: string): string =>
  interfacesPage()
    .split("\n")
    .find((line) => line.startsWith(`| \`cap ${verb}`)) ?? "";

const summary: Required<Summary> = {
  environment: "local",
  states: [{ name: "durable", resources: 1, added: 1, changed: 0, destroyed: 0, seconds: 1 }],
  resources: 1,
  events: { in: 0, kept: 0, dropped: 0, deadLettered: 0 },
  ignored: [],
  health: { verdict: "ok", fail: [], unknown: [] },
  urls: urlsOf("http://127.0.0.1:1", "cap-local"),
  seconds: 1,
};

const check: Required<CheckResult> = {
  id: "a.b",
  group: "a",
  why: "",
  state: "fail",
  saw: "",
  want: "",
  fix: "",
  since: "",
  lastOk: "",
  because: "",
  ms: 1,
};
const report: HealthReport = reportOf([check], { environment: "local", at: "", ms: 1 });

/** Every key of a value and of what lies in it. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [key, ...keysOf(below)]);
}

test.each([
  ["up", summary],
  ["health", report],
])("the page names every key that cap %s --json prints", (verb, value) => {
  const words = new Set(rowOf(verb).match(/\w+/g));
  expect(keysOf(value).filter((key) => !words.has(key))).toEqual([]);
});
