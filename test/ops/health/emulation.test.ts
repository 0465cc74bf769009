import { describe, expect, it } from "vitest";
import { dev } from "../../../environments/dev.ts";
import { local } from "../../../environments/local.ts";
import { checks } from "../../../ops/checks/index.ts";
import { type Beyond, beyondEmulation, judged } from "../../../ops/health/emulation.ts";
import { type CheckResult, reportOf } from "../../../ops/health/report.ts";

const check = (id: string, state: CheckResult["state"]): CheckResult => ({
  id,
  group: id.split(".")[0] ?? "",
  why: "",
  state,
  ms: 1,
});
const head = { environment: "dev", at: "2026-01-01T00:00:00.000Z", ms: 1 };
const beyond: Beyond[] = [{ check: "bus", because: "no broker", when: (env) => env.name === "dev" }];

describe("what the emulated AWS cannot answer", () => {
  const report = reportOf([check("bus.lag", "unknown"), check("vpc.there", "ok")], head);

  it("is told apart and no finding", () => {
    expect(judged(report, dev, beyond)).toEqual({
      verdict: "ok",
      ok: 1,
      unwell: [],
      beyondEmulation: [{ id: "bus.lag", state: "unknown", because: "no broker" }],
      limits: [{ check: "bus", because: "no broker" }],
    });
  });

  const silent = "cap-dev-nat-instance-down: Threshold Crossed: 5 of 5 datapoints [missing, missing] against 0";
  const loud = "cap-dev-queue-depth: Threshold Crossed: 1 of 1 datapoints [7.0] against 0";
  const page = "cap-dev-page-api: arn:aws:cloudwatch:eu:1:alarm:a was created and its alarm rule evaluates to ALARM";
  it.each([
    [silent, "ok"],
    [`${silent}, ${page}, ${silent}`, "ok"],
    [`${page}, ${loud}`, "fail"],
    [`${silent}, ${silent}`, "ok"],
    [`${silent}, ${loud}`, "fail"],
    [loud, "fail"],
  ])("is an alarm that rings for want of data, and no other: %s", (saw, verdict) => {
    const rings = reportOf([{ ...check("alarms.quiet", "fail"), saw }], head);
    expect(judged(rings, dev).verdict).toBe(verdict);
  });

  it("excuses no other check, and no other environment", () => {
    const sick = reportOf([check("bus.lag", "unknown"), check("queues.age", "fail")], head);
    expect(judged(sick, dev, beyond)).toMatchObject({ verdict: "fail", unwell: [{ id: "queues.age" }] });
    expect(judged(report, local, beyond)).toMatchObject({ verdict: "unknown", unwell: [{ id: "bus.lag" }] });
  });

  it("names checks that there are", () => {
    const known = checks.flatMap(({ id }) => [id, id.split(".")[0]]);
    expect(beyondEmulation.map((b) => b.check).filter((id) => !known.includes(id))).toEqual([]);
  });
});
