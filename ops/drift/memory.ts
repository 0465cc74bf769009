import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Finding } from "./finding.ts";

const memory = z.record(z.string(), z.iso.datetime());

/** When a look first saw each finding that is still there: ISO 8601, UTC, by the finding's id. */
export type Memory = Readonly<z.infer<typeof memory>>;

/** When this finding was first seen: as memory knows, or just now. */
export const sinceOf = (known: Memory, id: Finding["id"], at: string): string => known[id] ?? at;

/**
 * The memory after a look. What is gone is forgotten, so that its return is new; but only a look that saw everything
 * (`seesAll` of its report) can tell that something is gone.
 */
export function remember(
  known: Memory,
  findings: readonly Pick<Finding, "id" | "since">[],
  { sawAll }: { readonly sawAll: boolean },
): Memory {
  const seen = Object.fromEntries(findings.map((f) => [f.id, f.since]));
  return sawAll ? seen : { ...known, ...seen };
}

const fileIn = (home: string): string => join(home, "memory.json");

/** The memory kept in a folder (`reachHome`); empty when there is none, or none that can be read. */
export async function readMemory(home: string): Promise<Memory> {
  try {
    return memory.parse(JSON.parse(await readFile(fileIn(home), "utf8")));
  } catch {
    return {};
  }
}

/** Keeps the memory. Where nothing can be written (a read-only disk, a full one) the next look just knows less. */
export async function writeMemory(home: string, news: Memory): Promise<void> {
  const own = `${fileIn(home)}.${process.pid}`;
  try {
    await mkdir(home, { recursive: true });
    await writeFile(own, JSON.stringify(news));
    await rename(own, fileIn(home));
  } catch {
    // A look must not fail for want of a note about it.
  }
}
