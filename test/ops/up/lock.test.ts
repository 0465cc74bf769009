import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exitCode, OperatorError } from "../../../contracts/errors.ts";
import { processOf } from "../../../local/process.ts";
import { takeLock } from "../../../ops/up/lock.ts";

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
