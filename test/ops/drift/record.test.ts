import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { prod, prodStandard } from "../../../environments/prod.ts";
import { readMemory, writeMemory } from "../../../ops/drift/memory.ts";
import { type Reach, reachHome, reachInWords } from "../../../ops/drift/reach.ts";
import { keepRecord, readRecord } from "../../../ops/drift/record.ts";
import { night, report } from "./findings.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "cap-record-"));
  vi.stubEnv("CAP_HOME", home);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

const real: Reach = { env: prod, emulated: false };
const others: readonly [string, Reach][] = [
  ["the emulated AWS", { env: prod, emulated: true }],
  ["another profile", { env: prodStandard, emulated: false }],
  ["another account", { env: { ...prod, account: "999988887777" }, emulated: false }],
];

describe("the record of a look", () => {
  it("is the newest one, and for its owner's eyes", async () => {
    await keepRecord(real, { report: report([]), clean: false, followers: [] });
    await keepRecord(real, { report: night, clean: true, followers: [] });
    expect(await readRecord(real)).toEqual({ report: night, clean: true, followers: [] });
    expect(statSync(join(reachHome(real), "record.json")).mode & 0o077).toBe(0);
  });

  it.each(others)("of one environment is none of %s", async (_, other) => {
    await keepRecord(real, { report: night, clean: true, followers: [] });
    expect(await readRecord(other)).toBeUndefined();
    await keepRecord(other, { report: report([]), clean: true, followers: [] });
    expect((await readRecord(real))?.report).toEqual(night);
  });
});

it.each(others)("since when something is there is not told by %s", async (_, other) => {
  await writeMemory(reachHome(other), { "drift-1": { since: "2026-03-01T03:20:00.000Z" } });
  expect(await readMemory(reachHome(real))).toEqual({});
  expect(await readMemory(reachHome(other))).toEqual({ "drift-1": { since: "2026-03-01T03:20:00.000Z" } });
});

it("a person reads where a look was pointed", () => {
  expect(reachInWords(real)).toBe(`prod (lean) in account ${prod.account}`);
  expect(reachInWords({ env: prod, emulated: true })).toBe("prod (lean) on the emulated AWS");
});
