import { expect, test } from "vitest";
import type { ShownPlan } from "../../../ops/apply/bundle.ts";
import type { ApplyResult } from "../../../ops/apply/result.ts";
import { commands } from "../../../ops/commands/index.ts";
import { interfacesPage } from "../../../ops/docs/interfaces.ts";
import type { DriftReport, Finding } from "../../../ops/drift/finding.ts";
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

const of = { environment: "dev", profile: "usual", commit: "0123456789ab" };
const attribute = { attribute: "a", before: "1", after: "2" };
const bundle: Required<ShownPlan> = {
  ...of,
  ...{ site: "primary", account: "1", region: "r", emulated: true, clean: true, config: "c", provider: "5.100.0" },
  ...{ id: "plan-1", at: "", expires: "", by: "", refreshed: false, kept: "" },
  states: [
    {
      ...{ kind: "planned", state: "durable", sha256: "", lineage: "", serial: 1, outputs: [], drifted: 0 },
      changes: [{ address: "t.a", type: "t", action: "update", attributes: [attribute] }],
    },
    { kind: "unknown", state: "runtime", until: ["durable"] },
  ],
};
const applied: Required<ApplyResult> = {
  ...of,
  ...{ bundle: "plan-1", verdict: "drift", because: "", noise: {}, seconds: 1 },
  states: [{ name: "durable", result: "failed", added: 0, changed: 0, destroyed: 0, seconds: 1, because: "" }],
  drift: [{ state: "durable", address: "t.a", ...attribute }],
  blind: [{ state: "durable", because: "" }],
};
const finding: Required<Finding> = {
  ...{ id: "drift-1", kind: "changed", severity: "cost", type: "t", state: "durable", address: "t.a", ...attribute },
  ...{ resource: "arn", name: "a", region: "r", ours: "", detail: "", remove: "", since: "" },
  by: { who: "", at: "", call: "" },
  recorded: { owner: "", reason: "", expires: "" },
};
const drift: Required<DriftReport> = {
  ...of,
  ...{ at: "", states: [], notAsked: [], flags: "", verdict: "drift", complete: true, findings: [finding], ignored: 0 },
  ...{ unneeded: [], noise: {}, ms: 1 },
  expired: [{ id: "", file: "", line: 1, subject: "", owner: "", reason: "", expires: "" }],
  governed: [{ state: "durable", address: "t.a", ...attribute, owners: [] }],
  blind: [{ what: "", because: "", until: [] }],
  unattributed: [{ what: "", because: "" }],
  coverage: { enumerated: [], notAnswered: [], notEnumerated: [] },
};

/** Every key of a value and of what lies in it. */
function keysOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [key, ...keysOf(below)]);
}

test.each([
  ["up", summary],
  ["health", report],
  ["plan", bundle],
  ["apply", applied],
  ["bootstrap", applied],
  ["drift", drift],
])("the page names every key that cap %s --json prints", (verb, value) => {
  const words = new Set(rowOf(verb).match(/\w+/g));
  expect(keysOf(value).filter((key) => !words.has(key))).toEqual([]);
});

test("no command is without keys", () => {
  for (const { verb } of commands) expect(rowOf(verb), verb).toMatch(/`[^|]* \|$/);
});
