import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CostLine } from "../../contracts/cost.ts";
import { prices } from "../../contracts/prices.ts";
import { achievable, type Loss, type RecoveryLine } from "../../contracts/recovery.ts";
import { dev } from "../../environments/dev.ts";
import type { Environment } from "../../environments/environment.ts";
import { environments, everyProfile } from "../../environments/index.ts";
import { local } from "../../environments/local.ts";
import { prod, prodStandard } from "../../environments/prod.ts";
import { stagingWindow } from "../../environments/staging.ts";
import { alarmMetrics } from "../../modules/observability/alarm-metrics.ts";
import { profilesOf } from "../../stacks/profiles.ts";
import { synthesise } from "../../stacks/synth.ts";
import { emptyRelease } from "../support/release.ts";
import { type Resource, synthesised } from "../support/synthesised.ts";

const usd = (lines: readonly CostLine[]): number => lines.reduce((sum, l) => sum + l.quantity * prices[l.price].usd, 0);

/** Parts that the account pays for, whatever is in it. */
const ofAccount = ["bootstrap", "audit"];

/** What an environment costs a month before anybody uses it, without its account's guards. */
const fixed = (e: Environment): number =>
  Object.entries(profilesOf(e).cost)
    .filter(([part]) => !ofAccount.includes(part))
    .reduce((sum, [, lines]) => sum + usd(lines.filter((l) => l.basis === "fixed")), 0);

/** USD a month, as asked for. */
const bands = { dev: [20, 50], staging: [30, 75], prod: [100, 300] } as const;

test.each(Object.entries(bands))("%s costs by the month what was asked for, before anybody uses it", (name, band) => {
  const cost = fixed(environments[name]!);
  expect(cost).toBeGreaterThanOrEqual(band[0]);
  expect(cost).toBeLessThanOrEqual(band[1]);
});

test("what is fixed lies within the budget, so that the budget speaks of use", () => {
  for (const e of [...Object.values(environments), prodStandard])
    if (e.cost.monthlyUsd > 0) expect(fixed(e), `${e.name} ${e.profile.name}`).toBeLessThanOrEqual(e.cost.monthlyUsd);
});

test("every line buys something, and a larger environment never costs less", () => {
  for (const e of everyProfile)
    for (const [part, lines] of Object.entries(profilesOf(e).cost))
      for (const l of lines) {
        expect(l.quantity, `${e.name} ${part}: ${l.item}`).toBeGreaterThanOrEqual(0);
        expect(l.item, part).not.toBe("");
      }
  expect(fixed(prodStandard)).toBeGreaterThan(fixed(prod));
  expect(fixed(prod)).toBeGreaterThan(fixed(dev));
});

test("an account's guards are paid for once: environments share them, and what is free too", () => {
  const guards = (e: Environment) => usd(ofAccount.flatMap((part) => profilesOf(e).cost[part] ?? []));
  expect(guards(dev)).toBeGreaterThan(0);
  expect(guards(dev)).toBeLessThan(guards(prod));
  expect(guards(local)).toBe(0);
});

/** Metrics that CloudWatch bills for an alarm: each that it queries, and three for one with a band. */
function billedFor(alarm: Resource): number {
  const queries = (alarm.has["metric_query"] ?? []) as readonly { metric?: unknown; expression?: string }[];
  const bands = queries.filter((q) => q.expression?.startsWith("ANOMALY_DETECTION_BAND")).length;
  return Math.max(1, queries.filter((q) => q.metric !== undefined).length) + 2 * bands;
}

const made = [dev, stagingWindow, prod].map((environment) => ({
  environment,
  metrics: synthesised({ environment })
    .runtime.resources.filter((r) => r.type === "aws_cloudwatch_metric_alarm")
    .reduce((sum, alarm) => sum + billedFor(alarm), 0),
}));

test("the price of alarms speaks of about as many metrics as they watch", () => {
  for (const { environment, metrics } of made)
    expect(Math.abs(alarmMetrics(environment) - metrics) / metrics, environment.name).toBeLessThan(0.1);
});

/** The best way back of each part after each loss that the environment is to survive. */
function* waysBack(e: Environment): Generator<readonly [string, Loss, RecoveryLine | undefined]> {
  const { recovery } = profilesOf(e);
  for (const loss of Object.keys(achievable[e.recovery.kind]) as Loss[])
    for (const [part, lines] of Object.entries(recovery)) yield [part, loss, lines.find((l) => l.after === loss)];
}

const promising = everyProfile.flatMap((e) => (e.recovery.kind === "none" ? [] : [{ e, o: e.recovery.objectives }]));

test("no part comes back later, or with less, than the environment's objectives say", () => {
  for (const { e, o } of promising)
    for (const [part, loss, line] of waysBack(e)) {
      if (line === undefined) continue;
      expect(line.rpoMinutes, `${e.name}: ${part} after ${loss}`).toBeLessThanOrEqual(o.rpoMinutes);
      expect(line.rtoMinutes, `${e.name}: ${part} after ${loss}`).toBeLessThanOrEqual(o.rtoMinutes);
    }
});

test("no part comes back later, or with less, than its kind of recovery is said to achieve", () => {
  for (const { e } of promising)
    for (const [part, loss, line] of waysBack(e)) {
      const said = achievable[e.recovery.kind][loss];
      if (line === undefined || said === undefined) continue;
      expect(line.rpoMinutes, `${e.name}: ${part} after ${loss}`).toBeLessThanOrEqual(said.rpoMinutes);
      expect(line.rtoMinutes, `${e.name}: ${part} after ${loss}`).toBeLessThanOrEqual(said.rtoMinutes);
    }
});

test("what holds data of a pilot light survives a Region", () => {
  for (const { e } of promising.filter(({ e }) => e.recovery.kind === "pilot-light"))
    for (const part of ["keys", "secrets", "lake", "tables", "streaming", "compute"])
      expect(
        profilesOf(e).recovery[part]?.some((l) => l.after === "region"),
        `${e.name}: ${part}`,
      ).toBe(true);
});

test("the profiles are written beside the manifest, as they are", () => {
  const folder = mkdtempSync(join(tmpdir(), "cap-profiles-"));
  try {
    const release = emptyRelease(join(folder, "release"));
    const out = join(folder, "out");
    synthesise({ environment: local, site: "primary", release, emulated: true, out, states: join(out, "states") });
    const written = JSON.parse(readFileSync(join(out, "profiles.json"), "utf8"));
    expect(written).toEqual(JSON.parse(JSON.stringify(profilesOf(local))));
    expect(Object.keys(written).sort()).toEqual(["cost", "recovery"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
