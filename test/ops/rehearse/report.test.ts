import { describe, expect, it } from "vitest";
import { exitCode } from "../../../contracts/errors.ts";
import { rehearsalPage } from "../../../ops/rehearse/page.ts";
import { exitOf, type Rehearsed, reportOf } from "../../../ops/rehearse/report.ts";
import { reportAsText } from "../../../ops/rehearse/text.ts";

const clean: Rehearsed = {
  environment: "dev",
  profile: "lean",
  commit: "0123456789ab",
  states: [
    {
      name: "durable",
      resources: 3,
      types: { aws_s3_bucket: 2, aws_kms_key: 1 },
      added: 3,
      changed: 0,
      destroyed: 0,
      seconds: 12,
    },
    { name: "runtime", resources: 1, types: { aws_kms_key: 1 }, added: 1, changed: 0, destroyed: 0, seconds: 40 },
  ],
  replan: { changes: [], drift: [], settled: {} },
  health: { verdict: "ok", ok: 30, unwell: [], beyondEmulation: [], limits: [] },
  destruction: { kind: "destroyed", destroyed: 4, left: [], findings: [] },
  phases: [{ name: "States", seconds: 52 }],
  seconds: 60,
  peakMib: 700,
};

describe("a rehearsal that found nothing", () => {
  const report = reportOf(clean);

  it("is ok, and counts resources and types once each", () => {
    expect(report).toMatchObject({ verdict: "ok", findings: [], resources: 4, types: 2 });
    expect(exitOf(report)).toBe(exitCode.ok);
  });

  it("says so to people", () => {
    const text = reportAsText(report);
    for (const part of [
      "resources  4 of 2 types",
      "plan       empty",
      "drift      none",
      "nothing left",
      "nothing found",
    ])
      expect(text).toContain(part);
  });
});

describe("every kind of finding fails the rehearsal and is told", () => {
  const drift = { state: "durable", address: "aws_kms_key.k", attribute: "policy", before: "a", after: "b" };
  const refusal = { state: "durable", guarded: ["aws_s3_bucket.b"], refused: [] };
  it.each<[string, Partial<Rehearsed>, string]>([
    [
      "a change",
      {
        replan: {
          changes: [{ state: "durable", address: "aws_x.y", action: "update", because: ["policy: 1 -> 2"] }],
          drift: [],
          settled: {},
        },
      },
      "update aws_x.y; policy: 1 -> 2",
    ],
    ["drift", { replan: { changes: [], drift: [drift], settled: {} } }, "aws_kms_key.k policy: a -> b"],
    [
      "a sick check",
      {
        health: {
          verdict: "fail",
          ok: 0,
          unwell: [{ id: "bus.lag", state: "fail", because: "too far behind" }],
          beyondEmulation: [],
          limits: [],
        },
      },
      "bus.lag fail: too far behind",
    ],
    [
      "something left",
      {
        destruction: { kind: "destroyed", destroyed: 3, left: ["vpc-1"], findings: ["left after the destroy: vpc-1"] },
      },
      "vpc-1",
    ],
    [
      "a destroy that is not refused",
      {
        destruction: {
          kind: "refused",
          refusals: [refusal],
          findings: ["terraform would destroy durable: aws_s3_bucket.b"],
        },
      },
      "aws_s3_bucket.b",
    ],
  ])("%s", (_, change, said) => {
    const report = reportOf({ ...clean, ...change });
    expect(exitOf(report)).toBe(exitCode.findings);
    expect(report.findings.join("\n")).toContain(said);
    expect(reportAsText(report)).toContain(said);
  });
});

describe("the page", () => {
  it("is the same however long the run took, and whatever its commit was", () => {
    const other = {
      ...clean,
      commit: "ffff",
      seconds: 999,
      peakMib: 1,
      phases: [],
      replan: { ...clean.replan, settled: { order: 99 } },
      states: clean.states.map((s) => ({ ...s, seconds: 999 })),
    };
    expect(rehearsalPage(reportOf(other))).toBe(rehearsalPage(reportOf(clean)));
  });

  it("has every type with its number in each state", () => {
    const page = rehearsalPage(reportOf(clean));
    expect(page).toContain("| `aws_kms_key` | 1 | 1 |");
    expect(page).toContain("| `aws_s3_bucket` | 2 |  |");
  });
});
