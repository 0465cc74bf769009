import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { endProcess, isAlive, type ProcessIdentity } from "./process.ts";

/** Tasks and brokers may finish what they do; their emulated AWS is gone, so there is not much that they could. */
const graceMs = 10_000;

/**
 * Ends the tasks and brokers that a state folder lists. An emulated AWS ends them itself when it stops; one that was
 * killed could not, and the next one takes them over. Where there will be no next one, this does it.
 *
 * @param state the emulated AWS's state folder: `tasks/<id>/run.json` and `brokers/<cluster>/broker-<n>/process.json`
 * @returns how many processes had to be ended
 */
export async function endLeftovers(state: string): Promise<number> {
  if (!existsSync(state)) return 0;
  const tasks = globSync("tasks/*/run.json", { cwd: state }).map((file) =>
    partsOf(join(state, file), ["main", "init"]),
  );
  const brokers = globSync("brokers/*/broker-*/process.json", { cwd: state }).map((file) => [read(join(state, file))]);
  const ended = await Promise.all([...tasks, ...brokers].map(endInTurn));
  return ended.reduce((n, m) => n + m, 0);
}

/** A task's init ends by itself once the task has: it is forced only if it does not. */
async function endInTurn(parts: readonly unknown[]): Promise<number> {
  const known = parts.filter(isIdentity).filter(isAlive);
  for (const part of known) await endProcess(part, graceMs);
  return known.length;
}

function partsOf(file: string, names: readonly string[]): unknown[] {
  const record = read(file);
  return typeof record === "object" && record !== null ? names.map((n) => (record as Record<string, unknown>)[n]) : [];
}

/** Undefined for what was cut off while it was written: then nothing is known of it. */
function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  const p = value as Partial<ProcessIdentity> | null | undefined;
  return typeof p?.pid === "number" && p.pid > 1 && typeof p.start === "string" && p.start !== "";
}
