import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckResult } from "./report.ts";

/** What earlier looks found, by check id: for failures whose beginning AWS does not tell. */
export type Memory = Readonly<Record<string, Remembered>>;

/** What is remembered of one check. Times are ISO 8601, UTC. */
interface Remembered {
  /** When it was last seen to be fine. */
  readonly lastOk?: string;
  /** When it was first seen to fail, while it goes on failing. */
  readonly failingSince?: string;
}

/** Adds what memory knows: when a failing check was last fine and, where AWS told no `since`, when it was first seen to fail. */
export function withMemory(result: CheckResult, memory: Memory, at: string): CheckResult {
  if (result.state !== "fail") return result;
  const { lastOk, failingSince } = memory[result.id] ?? {};
  const since = result.since ?? failingSince ?? at;
  // What AWS tells may lie before the last look that saw nothing wrong: that look then says nothing.
  return { ...result, since, ...(lastOk === undefined || lastOk > since ? {} : { lastOk }) };
}

/** The memory after this look. A check that could not look, or was not asked for, keeps what was known. */
export function remember(memory: Memory, results: readonly CheckResult[], at: string): Memory {
  const news = results.flatMap((r): [string, Remembered][] => {
    const known = memory[r.id] ?? {};
    if (r.state === "ok" || r.state === "skip") return [[r.id, { lastOk: at }]];
    return r.state === "fail" ? [[r.id, { ...known, failingSince: known.failingSince ?? at }]] : [];
  });
  return { ...memory, ...Object.fromEntries(news) };
}

const fileIn = (home: string): string => join(home, "health.json");

/** The memory kept in an environment's folder; empty when there is none. */
export async function readMemory(home: string): Promise<Memory> {
  try {
    return JSON.parse(await readFile(fileIn(home), "utf8")) as Memory;
  } catch {
    return {};
  }
}

/** Keeps the memory. Where nothing can be written (a read-only disk, a full one) the next look just knows less. */
export async function writeMemory(home: string, memory: Memory): Promise<void> {
  const own = `${fileIn(home)}.${process.pid}`;
  try {
    await mkdir(home, { recursive: true });
    await writeFile(own, JSON.stringify(memory));
    await rename(own, fileIn(home));
  } catch {
    // A look must not fail for want of a note about it.
  }
}
