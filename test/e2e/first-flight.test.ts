import { existsSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { names } from "../../contracts/names.ts";
import { local } from "../../environments/local.ts";
import type { HealthReport } from "../../ops/health/report.ts";
import type { Summary } from "../../ops/up/summary.ts";
import { type Breakage, deletePolicy, sendMessage, switchOff } from "./support/aws.ts";
import { cap, capJson, capUp, changes, distinctEvents, rows, startCap } from "./support/cap.ts";
import { writeBadInput, writeManyFiles, writeSample } from "./support/files.ts";
import { freshHome, type Home, leftIn, processesIn, resourcesIn, root, runningIn } from "./support/home.ts";
import { breaksOff } from "./support/story.ts";

/** Real CloudTrail records of an attack, where the machine has them; else a sample day of as many events. */
const attack = join(root, "../shared/data/cloudtrail/invictus");
const attackEvents = 2_900;
/** Longest that is waited for what comes by itself, milliseconds: whatever else the machine does. */
const limitMs = 180_000;
const manyFiles = process.env["CAP_FULL"] === "1" ? 10_000 : 500;

// One story: each test goes on from where the one before it left the environment.
describe("the first flight", () => {
  let home: Home;
  let resources = 0;
  /** Different events that the lake has to hold by now. */
  let held = 0;

  beforeAll(() => {
    home = freshHome();
  });
  breaksOff();
  afterAll(() => home.remove());

  const nothingRuns = async (): Promise<void> => expect(await leftIn(home.dir)).toEqual([]);
  const urls = (): string => `http://127.0.0.1:${runningIn(home).port}`;

  test("a fresh home, good files and bad: every event is accounted for, and nothing is left running", async () => {
    const dir = writeSample(join(home.scratch, "mixed"), 3, 300);
    const bad = writeBadInput(dir);
    const summary = await capUp(home, "--once", "--events", dir);
    const deadLettered = bad.deadLetters.length;
    const kept = 300 + bad.kept;
    expect(summary.events).toEqual({ in: kept + bad.dropped + deadLettered, kept, dropped: bad.dropped, deadLettered });
    expect(summary.ignored).toEqual(bad.ignored);
    expect(summary.health).toEqual({ verdict: "ok", fail: [], unknown: [] });
    expect(summary.states.map((s) => s.name)).toEqual(["durable", "runtime"]);
    await nothingRuns();

    const applied = resourcesIn(home);
    resources = summary.resources;
    expect(applied.length).toBe(resources);
    expect(resources).toBeGreaterThanOrEqual(90);
    expect(new Set(applied.map((r) => r.type)).size).toBeGreaterThanOrEqual(45);
    const letters = await rows(home, "select reason from bronze_all where outcome = 'dead-letter' order by reason");
    expect(letters.map((r) => r["reason"])).toEqual(bad.deadLetters);
    held += kept;
    expect(await distinctEvents(home)).toBe(held);
  });

  test("a day of an attack: all of it is kept, all of it is dropped the second time, and no plan has a change", async () => {
    const dir = existsSync(attack) ? attack : writeSample(join(home.scratch, "attack"), 23, attackEvents);
    const first = await capUp(home, "--once", "--events", dir);
    expect(first.events).toEqual({ in: attackEvents, kept: attackEvents, dropped: 0, deadLettered: 0 });
    expect(first.health.verdict).toBe("ok");
    expect(changes(first)).toBe(0);
    await nothingRuns();
    held += attackEvents;
    expect(await distinctEvents(home)).toBe(held);

    const second = await capUp(home, "--once", "--events", dir);
    expect(second.events).toEqual({ in: attackEvents, kept: 0, dropped: attackEvents, deadLettered: 0 });
    expect(changes(second)).toBe(0);
    expect(await distinctEvents(home)).toBe(held);
  });

  test("the emulated AWS is killed, once its port is gone too: it comes back, nothing is lost, no task runs twice", async () => {
    const dir = writeSample(join(home.scratch, "killed"), 41, 500);
    const running = startCap(home, ["up", "--events", dir, "--json"]);
    await running.says(/❯ Events/);
    const landing = join(home.local, "aws", "s3", local.account, names.bucket(local, "landing"));
    const landed = (): number => readdirSync(landing, { recursive: true }).length;
    const before = landed();
    // Some objects have landed, others have not, and the lake has none of them or few.
    await expect.poll(landed, { timeout: limitMs, interval: 5 }).toBeGreaterThan(before + 20);
    const first = runningIn(home);
    const somebody = await takesPortOfKilled(first);
    await running.says(/^\{"environment"/m);
    somebody.close();
    const second = runningIn(home);
    expect(second.emulator?.pid).not.toBe(first.emulator?.pid);
    expect(second.port).toBeGreaterThan(first.port);

    process.kill(second.emulator?.pid ?? 0, "SIGKILL");
    await expect.poll(() => runningIn(home).emulator?.pid, { timeout: limitMs }).not.toBe(second.emulator?.pid);
    expect(runningIn(home).port).toBe(second.port);
    const tasks = (): string[] =>
      processesIn(join(home.local, "images")).flatMap((p) => (p.command.endsWith("/main.mjs") ? [p.command] : []));
    await expect.poll(() => tasks().length, { timeout: limitMs }).toBe(4);
    expect(new Set(tasks()).size).toBe(4);
    await expect.poll(async () => (await health()).verdict, { timeout: limitMs, interval: 1_000 }).toBe("ok");

    running.process.kill("SIGINT");
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr.split("the emulated AWS has ended; it is started again with its last save")).toHaveLength(3);
    expect(stderr).toContain(`it answers at http://127.0.0.1:${second.port} now, because port ${first.port} is taken`);
    expect(stderr).toContain("nothing of it runs any more");
    const { events } = JSON.parse(stdout) as Summary;
    expect(events).toEqual({ in: 500, kept: 500, dropped: 0, deadLettered: 0 });
    await nothingRuns();
    held += 500;
    expect(await distinctEvents(home)).toBe(held);
  });

  test("the port is taken by somebody else: another is chosen and shown, and no plan has a change", async () => {
    const { port } = runningIn(home);
    const somebody = await listenAt(port);
    try {
      const ended = await cap(home, "up", "--once", "--json");
      expect(ended, ended.stderr).toMatchObject({ code: 0 });
      const summary = JSON.parse(ended.stdout) as Summary;
      expect(ended.stderr).toContain(`because port ${port} is taken`);
      expect(summary.urls.aws).not.toContain(String(port));
      expect(changes(summary)).toBe(0);
      expect(summary.health.verdict).toBe("ok");
      await nothingRuns();
    } finally {
      somebody.close();
    }
  });

  test("cap up --detach, and who holds the lock meanwhile", async () => {
    const first = startCap(home, ["up", "--detach", "--json"]);
    await first.says(/Set-up/);
    const second = await cap(home, "up");
    expect(second.code).toBe(4);
    expect(second.stderr).toContain(`held by cap up, process ${first.process.pid} `);
    const { code, stderr } = await first.ended;
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("local keeps running");
  });

  const health = (...args: string[]): Promise<HealthReport> =>
    cap(home, "health", "--json", ...args).then(({ stdout }) => JSON.parse(stdout) as HealthReport);

  test("what is healthy is healthy within 3 seconds, by at least 20 checks", async () => {
    let best = Number.POSITIVE_INFINITY;
    const look = async (): Promise<number> => {
      const report = await capJson<HealthReport>(home, 0, "health");
      expect(report).toMatchObject({ verdict: "ok", complete: true, environment: "local" });
      expect(report.checks.length).toBeGreaterThanOrEqual(20);
      best = Math.min(best, report.ms);
      return best;
    };
    await expect.poll(look, { timeout: limitMs, interval: 1_000 }).toBeLessThanOrEqual(3_000);
  });

  test("what runs answers: tail, doctor, token, the API and the page", async () => {
    const tail = await cap(home, "tail", "--from", "earliest", "-n", "3", "--json");
    expect(tail).toMatchObject({ code: 0, stderr: "" });
    const lines = tail.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map((l) => Object.keys(l).sort())).toEqual(
      Array(3).fill(["envelope", "event", "offset", "partition"]),
    );

    const doctor = await capJson<{ tools: { ok: boolean }[]; endpoint: object; emulation: object }>(home, 0, "doctor");
    expect(doctor.tools.filter((t) => !t.ok)).toEqual([]);
    expect(doctor).toMatchObject({ endpoint: { url: urls(), reached: true }, emulation: { ready: true, tasks: 4 } });

    const token = (await cap(home, "token")).stdout.trim();
    const front = `${urls()}/_alb/cap-local`;
    expect((await fetch(`${front}/v1/events?limit=3`)).status).toBe(401);
    const answer = await fetch(`${front}/v1/events?limit=3`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    expect((await answer.json()) as object).toMatchObject({ events: [{}, {}, {}] });
    expect(await (await fetch(`${front}/`)).text()).toContain("<html");
  });

  /** Breaks, waits until the check fails, mends, waits until it is fine; answers what was said of the failure. */
  async function brokenAndMended(check: string, breaking: () => Promise<Breakage>) {
    const state = async (): Promise<string | undefined> => (await health("--only", check)).checks[0]?.state;
    const turns = (to: string) => expect.poll(state, { timeout: limitMs, interval: 500 }).toBe(to);
    await turns("ok");
    const brokeAt = Date.now();
    const { mend } = await breaking();
    try {
      await turns("fail");
      const seenBy = Date.now();
      const report = await capJson<HealthReport>(home, 2, "health");
      const found = report.checks.find((c) => c.id === check);
      expect(report.verdict).toBe("fail");
      // AWS knows when, or else it is since it was first seen.
      const since = Date.parse(found?.since ?? "");
      expect(since, found?.since).toBeGreaterThan(brokeAt - 60_000);
      expect(since, found?.since).toBeLessThanOrEqual(seenBy);
      return found;
    } finally {
      await mend();
      await turns("ok");
    }
  }

  test("a service that is switched off: what, since when, and the command that switches it on", async () => {
    const service = names.of(local, "lake");
    const found = await brokenAndMended("services.running", () => switchOff(urls(), service));
    expect(found?.saw).toBe("lake: switched off (desired count 0)");
    expect(found?.fix).toContain(`ecs update-service --cluster cap-local --service ${service} --desired-count 1`);
  });

  test("a deleted bucket policy: which bucket, since when, and to apply again", async () => {
    const bucket = names.bucket(local, "silver");
    const found = await brokenAndMended("lake.tls-only", () => deletePolicy(urls(), bucket));
    expect(found).toMatchObject({ saw: `${bucket}: no policy`, fix: "cap up --env local" });
    expect(found?.lastOk).toBeDefined();
  });

  test("a message in a dead-letter queue: how many, since when, and the runbook; mended, all is well", async () => {
    const queue = names.of(local, "landing-dlq");
    const found = await brokenAndMended("queues.dead-letters", () => sendMessage(urls(), queue));
    expect(found).toMatchObject({ saw: `${queue}: 1 message`, fix: "docs/runbooks/dead-letters.md" });
    await expect
      .poll(async () => (await health()).checks.filter((c) => c.state === "fail"), {
        timeout: limitMs,
        interval: 1_000,
      })
      .toEqual([]);
  });

  test("cap down wants to be told which environment, then leaves no resource and no process", async () => {
    const untold = await cap(home, "down");
    expect(untold.code).toBe(1);
    expect(untold.stderr).toContain("→ cap down --env local");
    expect(processesIn(home.dir)).not.toEqual([]);
    const told = await capJson<object>(home, 0, "down", "--env", "local");
    expect(told).toEqual({ environment: "local", destroyed: resources, stopped: true, forgotten: false });
    expect(resourcesIn(home)).toEqual([]);
    await nothingRuns();
  });

  test(`after it, ${manyFiles} files at once: all are kept, and what was on the bus is in the lake again`, async () => {
    const dir = writeManyFiles(join(home.scratch, "many"), manyFiles);
    const summary = await capUp(home, "--once", "--events", dir);
    expect(summary.events).toEqual({ in: manyFiles, kept: manyFiles, dropped: 0, deadLettered: 0 });
    expect(summary.resources).toBe(resources);
    held += manyFiles;
    expect(await distinctEvents(home)).toBe(held);
    await nothingRuns();
  });

  test("cap down --forget removes the folder", async () => {
    const told = await capJson<object>(home, 0, "down", "--env", "local", "--forget");
    expect(told).toMatchObject({ destroyed: resources, forgotten: true });
    expect(existsSync(home.local)).toBe(false);
    await nothingRuns();
  });
});

/** Kills the emulated AWS and listens at its port as soon as the system lets go of it. */
async function takesPortOfKilled({ emulator, port }: ReturnType<typeof runningIn>): Promise<Server> {
  process.kill(emulator?.pid ?? 0, "SIGKILL");
  for (const until = Date.now() + 10_000; ; ) {
    try {
      return await listenAt(port);
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

/** Somebody who listens and hangs up on everyone. */
const listenAt = (port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
