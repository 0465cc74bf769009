import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { exitCode, OperatorError } from "../../../contracts/errors.ts";
import { local } from "../../../environments/local.ts";
import { processOf } from "../../../local/process.ts";
import { toldHere } from "../../../ops/report/again.ts";
import { takeLock } from "../../../ops/workspace/lock.ts";

const scratch = (): string => mkdtempSync(join(tmpdir(), "cap-lock-"));
const lockOf = (home: string): string => join(home, "lock.json");
const holder = (changes: object): string =>
  JSON.stringify({
    pid: 1,
    start: "1",
    host: hostname(),
    operation: "cap up",
    since: "2026-01-01T00:00:00Z",
    ...changes,
  });

describe("takeLock", () => {
  it("is held by this process until it is released", () => {
    const home = scratch();
    const lock = takeLock(home, "cap up");
    expect(JSON.parse(readFileSync(lockOf(home), "utf8"))).toMatchObject({
      ...processOf(process.pid),
      operation: "cap up",
    });
    lock.release();
    expect(readdirSync(home)).toEqual([]);
  });

  it("says who holds it, with exit code 4", () => {
    const home = scratch();
    takeLock(home, "cap up");
    const second = (): unknown => takeLock(home, "cap down");
    expect(second).toThrow(OperatorError);
    expect(second).toThrow(new RegExp(`held by cap up, process ${process.pid} on `));
    try {
      second();
    } catch (error) {
      expect((error as OperatorError).exit).toBe(exitCode.refused);
    }
  });

  it.each([
    ["cap up", "cap apply", ["press Ctrl-C where it runs: …", "cap up --env local --detach", "the same command again"]],
    ["cap up", "cap down", ["press Ctrl-C where it runs: …", "the same command again"]],
    ["cap apply", "cap apply", ["wait for it, or press Ctrl-C where it runs"]],
  ])("that %s holds tells %s how to go on: who stays in the foreground is not waited for", (holding, asking, steps) => {
    const home = scratch();
    takeLock(home, holding);
    toldHere({ env: local });
    onTestFinished(() => toldHere(undefined));
    const told = steps.map((step) => (step.endsWith("…") ? expect.stringContaining(step.slice(0, -1)) : step));
    expect(() => takeLock(home, asking)).toThrow(expect.objectContaining({ nextSteps: told }));
  });

  it.each([
    ["whose process is gone", holder({ pid: 2 ** 22 + 1 })],
    ["whose pid was given to another process", holder({ pid: process.pid, start: "not this one" })],
    ["that was cut off while it was written", '{"pid":'],
  ])("takes over a lock %s", (_, text) => {
    const home = scratch();
    writeFileSync(lockOf(home), text);
    const lock = takeLock(home, "cap up");
    expect(JSON.parse(readFileSync(lockOf(home), "utf8"))).toMatchObject({ pid: process.pid });
    lock.release();
    expect(existsSync(lockOf(home))).toBe(false);
  });

  it("leaves a lock of another host alone", () => {
    const home = scratch();
    writeFileSync(lockOf(home), holder({ host: "elsewhere" }));
    expect(() => takeLock(home, "cap up")).toThrow(/on elsewhere/);
  });

  it("does not release a lock that somebody else holds by now", () => {
    const home = scratch();
    const lock = takeLock(home, "cap up");
    writeFileSync(lockOf(home), holder({}));
    lock.release();
    expect(existsSync(lockOf(home))).toBe(true);
  });
});

/**
 * A process that takes the lock `rounds` times. Whoever holds it makes a file that must not be there yet. In its last
 * round it may be killed while it holds the lock, which leaves a stale one behind.
 */
const contender = (home: string, rounds: number, dies: boolean): string => `
  import { closeSync, openSync, rmSync } from "node:fs";
  import { setTimeout as sleep } from "node:timers/promises";
  import { takeLock } from ${JSON.stringify(fileURLToPath(new URL("../../../ops/workspace/lock.ts", import.meta.url)))};
  const inside = ${JSON.stringify(join(home, "inside"))};
  for (let left = ${rounds}; left > 0; ) {
    let lock;
    try {
      lock = takeLock(${JSON.stringify(home)}, "cap up");
    } catch (error) {
      if (error.code !== "CAP_LOCKED") throw error;
      await sleep(Math.random() * 4);
      continue;
    }
    closeSync(openSync(inside, "wx"));
    await sleep(Math.random() * 3);
    rmSync(inside);
    left -= 1;
    if (left === 0 && ${dies}) process.kill(process.pid, "SIGKILL");
    lock.release();
  }
`;

it("has one holder at any time among 20 processes, half of which are killed while they hold it", async () => {
  const home = scratch();
  writeFileSync(lockOf(home), holder({ pid: 2 ** 22 + 1 }));
  const ends = Array.from({ length: 20 }, async (_, i) => {
    const script = contender(home, 5, i % 2 === 0);
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
    });
    const [code, signal] = await once(child, "close");
    return { said, end: code ?? signal };
  });
  const wanted = ends.map((_, i) => ({ said: "", end: i % 2 === 0 ? "SIGKILL" : 0 }));
  expect(await Promise.all(ends)).toEqual(wanted);
  takeLock(home, "cap up").release();
  expect(readdirSync(home)).toEqual([]);
});

it("goes on after a process that was killed while it removed a stale lock", () => {
  const home = scratch();
  writeFileSync(lockOf(home), holder({ pid: 2 ** 22 + 1 }));
  writeFileSync(`${lockOf(home)}.removal`, holder({ pid: 2 ** 22 + 2 }));
  takeLock(home, "cap up").release();
  expect(readdirSync(home)).toEqual([]);
});
