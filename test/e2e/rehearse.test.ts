import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { HealthReport } from "../../ops/health/report.ts";
import type { RehearsalReport } from "../../ops/rehearse/report.ts";
import { cap, capJson, type Ended, startCap } from "./support/cap.ts";
import { freshHome, type Home, leftIn, root } from "./support/home.ts";

const minutes = 60_000;
/** Longer than any takes beside other work; how long it may take on its own is a benchmark's to say. */
const limitMs = 40 * minutes;

const rehearse = (at: Home, ...args: string[]): Promise<Ended> =>
  startCap(at, ["rehearse", ...args], {}, limitMs + minutes).ended;

async function inOwnHome(story: (home: Home) => Promise<void>): Promise<void> {
  const home = freshHome();
  try {
    await story(home);
  } finally {
    await home.remove();
  }
}

/** Everything but logs is thrown away, and nothing of it runs. */
async function expectNothingLeft(at: Home, environment: string): Promise<void> {
  expect(await leftIn(at.dir)).toEqual([]);
  const folder = join(at.dir, environment);
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual(["logs"]);
}

/** Environments, of which prod is rehearsed every time and one of the others in turn: the commit says which. */
const others = ["dev", "staging", "prod-dr"];

/** Where the policy scanners will look for plans, a folder per environment. @default - nobody asks for them. */
const plansDir = process.env["CAP_TEST_PLANS"];
const head = execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" });
const turn = others[Number.parseInt(head.slice(0, 8), 16) % others.length] ?? "dev";
const rehearsed = process.env["CAP_FULL"] === "1" ? ["prod", ...others] : ["prod", turn];

async function expectHolds(own: Home, environment: string): Promise<void> {
  const page = join(own.dir, "page.md");
  const plans = join(plansDir ?? own.scratch, environment);
  const asked = ["--env", environment, "--report", page, "--plans", plans, "--json"];
  const { code, stdout, stderr } = await rehearse(own, ...asked);
  expect(stdout, stderr).not.toBe("");
  const report = JSON.parse(stdout) as RehearsalReport;
  expect(report.findings, stderr).toEqual([]);
  expect(code).toBe(0);
  await expectNothingLeft(own, environment);
  const committed = join(root, `docs/generated/rehearsal-${environment}.md`);
  expect(readFileSync(page, "utf8"), `cap rehearse --env ${environment} --report ${committed}`).toBe(
    readFileSync(committed, "utf8"),
  );
}

// All at the same time: mostly they wait for the provider, which waits for fixed times.
describe.concurrent("the real shape of an environment", { timeout: limitMs + 2 * minutes }, () => {
  test.each(rehearsed)(
    "%s holds: plan empty, no drift, healthy, and its end is as its safety wants it",
    (environment) => inOwnHome((home) => expectHolds(home, environment)),
  );
});

describe.concurrent("a rehearsal of local", { timeout: limitMs + 2 * minutes }, () => {
  test("comes from an older revision when asked, is kept when asked, and other commands reach it", () =>
    inOwnHome(async (home) => {
      const run = (...args: string[]): Promise<Ended> => rehearse(home, ...args);
      const plans = join(home.scratch, "plans");
      const { code, stdout, stderr } = await run(
        "--env",
        "local",
        "--from",
        "HEAD",
        "--keep",
        "--plans",
        plans,
        "--json",
      );
      expect(code, stderr).toBe(0);
      const report = JSON.parse(stdout) as RehearsalReport;
      expect(report.upgrade).toMatchObject({
        from: head.slice(0, 12),
        states: [{ name: "durable" }, { name: "runtime" }],
      });
      expect(report.destruction).toEqual({ kind: "kept", findings: [] });
      expect(readdirSync(plans).sort()).toEqual(["durable.json", "runtime.json"]);

      const health = await capJson<HealthReport>(home, 0, "health");
      expect(health.verdict).toBe("ok");
      const again = await run("--env", "local");
      expect(again).toMatchObject({ code: 4, stderr: expect.stringContaining("cap rehearse --env local --discard") });
      expect(await cap(home, "rehearse", "--env", "local", "--discard")).toMatchObject({ code: 0 });
      expect(await leftIn(home.dir)).toEqual([]);
      expect(existsSync(home.local)).toBe(false);
    }));

  test("that is interrupted while it applies ends everything that it started", () =>
    inOwnHome(async (home) => {
      const running = startCap(home, ["rehearse", "--env", "local", "--verbose"], {}, limitMs);
      await running.says(/\d+ of \d+;/);
      running.process.kill("SIGINT");
      expect(await running.ended).toMatchObject({ code: 130 });
      await expectNothingLeft(home, "local");
    }));
});
