import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { type CheckResult, reportOf } from "../../../ops/health/report.ts";
import { healthAsText, type TextOptions } from "../../../ops/health/text.ts";

const check = (id: string, more: Partial<CheckResult>): CheckResult => ({
  id,
  group: id.split(".")[0] ?? id,
  why: `why ${id}`,
  state: "ok",
  ms: 1,
  ...more,
});
const failed = check("services.running", {
  state: "fail",
  saw: "lake: 0 of 1 task running",
  want: "lake: 1 running",
  fix: "cap up --env local",
  since: "2026-03-01T11:51:00.000Z",
  lastOk: "2026-03-01T11:50:00.000Z",
});
const blind = (id: string) => check(id, { state: "unknown", because: "access denied: s3:GetBucketPolicy" });

const text = (checks: readonly CheckResult[], options?: TextOptions): string =>
  stripVTControlCharacters(
    healthAsText(reportOf(checks, { environment: "local", at: "2026-03-01T12:00:00.000Z", ms: 1_240 }), options),
  );

test("what failed comes first, with since, want, why and fix", () => {
  const lines = text([check("queues.age", { saw: "nothing waits" }), failed]).split("\n");
  expect(lines.slice(0, 5)).toEqual([
    "✖ services.running  lake: 0 of 1 task running",
    "    since  2026-03-01 11:51:00 UTC, 9 min ago (last seen ok 2026-03-01 11:50:00 UTC)",
    "    want   lake: 1 running",
    "    why    why services.running",
    "    fix    cap up --env local",
  ]);
  expect(lines).toContain("queues     ✔ age            nothing waits");
  expect(lines.at(-1)).toBe("✖ local: 1 of 2 checks failed, 1 ok · 1.2 s");
});

test("one cause that blinds many checks is told once", () => {
  const shown = text([blind("lake.tls-only"), blind("lake.encryption")]);
  expect(shown).toContain("? lake.tls-only, lake.encryption\n    could not look:  access denied: s3:GetBucketPolicy");
  expect(shown.split("\n").at(-1)).toBe("? local: 2 could not look, 0 ok · 1.2 s");
});

test("all well is one friendly line at the end", () => {
  const skipped = check("data.fresh", { state: "skip", because: "no event has arrived yet" });
  expect(
    text([check("queues.age", {}), skipped])
      .split("\n")
      .at(-1),
  ).toBe("✔ local: healthy, 1 check ok, 1 skipped · 1.2 s");
});

test("what goes to a file is whole", () => {
  const saw = "x".repeat(200);
  expect(text([check("queues.age", { saw })])).toContain(saw);
});

test("a change since the last look is marked, a long line is cut to the terminal", () => {
  const long = check("queues.age", { saw: "x".repeat(200) });
  const shown = text([long], { changed: new Map([["queues.age", "fail"]]), width: 60 });
  expect(shown).toContain(`${"x".repeat(29)}…  ◀ was fail`);
});
