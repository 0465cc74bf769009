import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DriftReport } from "./finding.ts";
import type { Follower } from "./followers.ts";
import { type Reach, reachHome } from "./reach.ts";

/** What a look found, as it is kept for who mends it. */
export interface DriftRecord {
  readonly report: DriftReport;
  /** Whether the working tree had no changes. */
  readonly clean: boolean;
  /** What changes with what is put back. */
  readonly followers: readonly Follower[];
}

const fileOf = (reach: Reach): string => join(reachHome(reach), "record.json");

/** Keeps the newest look at this. */
export async function keepRecord(reach: Reach, record: DriftRecord): Promise<void> {
  const file = fileOf(reach);
  await mkdir(reachHome(reach), { recursive: true });
  await writeFile(`${file}.${process.pid}`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${file}.${process.pid}`, file);
}

/** The newest look at this on this machine; undefined when there was none. */
export async function readRecord(reach: Reach): Promise<DriftRecord | undefined> {
  const text = await readFile(fileOf(reach), "utf8").catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as DriftRecord);
}
