import { expect, test } from "vitest";
import { type CheckResult, type HealthReport, reportOf } from "../../../ops/health/report.ts";
import { changesSince, watch } from "../../../ops/health/watch.ts";

const report = (...states: readonly CheckResult["state"][]): HealthReport =>
  reportOf(
    states.map((state, i) => ({ id: `a.${i}`, group: "a", why: "because", state, ms: 1 })),
    { environment: "local", at: "2026-03-01T12:00:00.000Z", ms: 1 },
  );

test("changes are told with what was before; a check that is new has not changed", () => {
  expect([...changesSince(report("ok", "ok"), report("fail", "ok", "ok"))]).toEqual([["a.0", "ok"]]);
});

test("looks until it is told to stop, and returns the last report", async () => {
  const stop = new AbortController();
  const looks = [report("ok"), report("fail"), report("fail")];
  const shown: [string, number][] = [];
  const last = await watch({
    look: async () => looks[shown.length] ?? report("ok"),
    seconds: 0.001,
    signal: stop.signal,
    show: (r, changed) => {
      shown.push([r.verdict, changed.size]);
      if (shown.length === 3) stop.abort();
    },
  });
  expect(shown).toEqual([
    ["ok", 0],
    ["fail", 1],
    ["fail", 0],
  ]);
  expect(last?.verdict).toBe("fail");
});

test("a look that was interrupted is not shown", async () => {
  const stop = new AbortController();
  const last = await watch({
    look: async () => {
      stop.abort();
      return report("unknown");
    },
    seconds: 1,
    signal: stop.signal,
    show: () => expect.unreachable(),
  });
  expect(last?.verdict).toBe("unknown");
});
