import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CheckResult, HealthReport } from "../../../ops/health/report.ts";
import { reportOf } from "../../../ops/health/report.ts";
import { waitForHealth } from "../../../ops/up/wait-for-health.ts";

const check = (id: string, state: CheckResult["state"]): CheckResult => ({ id, group: "", why: "", state, ms: 1 });
const head = { environment: "local", at: "2026-03-01T03:20:00.000Z", ms: 1 };

/** Waits while the looks bring these checks, one look after the other, the last of them for ever. */
async function waited(...looks: readonly (readonly CheckResult[])[]) {
  const said: string[] = [];
  let n = 0;
  const report = await waitForHealth({
    look: async () => reportOf(looks[Math.min(n++, looks.length - 1)] ?? [], head),
    unwell: ({ checks }: HealthReport) => checks.filter((c) => c.state !== "ok"),
    say: (line) => said.push(line),
    signal: new AbortController().signal,
  });
  return { verdict: report.verdict, looks: n, said };
}

let now = 0;
beforeEach(() => void vi.spyOn(Date, "now").mockImplementation(() => now));
afterEach(() => void vi.restoreAllMocks());

const quiet = (state: CheckResult["state"]) => check("alarms.quiet", state);
const ingress = check("network.ingress", "fail");

it("says nothing where all is well", async () => {
  expect(await waited([quiet("ok")])).toEqual({ verdict: "ok", looks: 1, said: [] });
});

it("waits for what may pass, and says once for what and how long at most", async () => {
  const { verdict, looks, said } = await waited([quiet("fail")], [quiet("unknown")], [quiet("ok")]);
  expect({ verdict, looks }).toEqual({ verdict: "ok", looks: 3 });
  expect(said).toEqual(["waits at most 90 s for alarms.quiet"]);
});

it("does not wait for a setting: no time mends it", async () => {
  expect(await waited([quiet("ok"), ingress])).toEqual({ verdict: "fail", looks: 1, said: [] });
  const { looks, said } = await waited([quiet("fail"), ingress], [quiet("ok"), ingress]);
  expect({ looks, said }).toEqual({ looks: 2, said: ["waits at most 90 s for alarms.quiet"] });
});

it("looks again at a setting that could not be seen", async () => {
  const { looks } = await waited([check("network.ingress", "unknown")], [check("network.ingress", "ok")]);
  expect(looks).toBe(2);
});

it("ends with what it saw last when the time is up", async () => {
  const waiting = waited([quiet("fail")]);
  now += 90_001;
  expect((await waiting).verdict).toBe("fail");
});
