import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type RunningCap, startCap } from "../../e2e/support/cap.ts";
import type { Home } from "../../e2e/support/home.ts";

/** How long an apply may take on a machine that does other things as well, milliseconds. */
export const limitMs = 600_000;

/** Applies of `local` in a home, and how far they are. The home may be made after this is called. */
export function applyingIn(home: () => Home) {
  const begin = (): RunningCap =>
    startCap(home(), ["apply", "--env", "local", "--yes", "--accept-unknown", "--json"], {}, limitMs);
  const folders = (): string => join(home().local, "work", "stacks");
  /** Terraform that writes a state, by the name of the state. */
  const writers = (): ReadonlyMap<string, number> =>
    new Map(
      stacks().flatMap((state) => {
        const note = readJson<{ pid: number }>(join(folders(), state, "cap-writer.json"));
        return note === undefined || !lives(note.pid) ? [] : [[state, note.pid] as const];
      }),
    );
  const stacks = (): readonly string[] => {
    try {
      return readdirSync(folders());
    } catch {
      return [];
    }
  };
  const stateFile = (state: string): string => join(home().local, "terraform", "states", `${state}.tfstate`);
  const resources = (state: string): number =>
    readJson<{ resources: { mode: string }[] }>(stateFile(state))?.resources.filter((r) => r.mode === "managed")
      .length ?? 0;
  /** Throws where the state is not whole. */
  const headOf = (state: string) =>
    JSON.parse(readFileSync(stateFile(state), "utf8")) as { readonly lineage: string; readonly serial: number };
  /** What Terraform has made of a state so far in this run: its state file tells that only every 20 s, and at the end. */
  const made = (state: string): number => saidOf(state, "apply_complete").length;
  /** What Terraform has said so far of resources of a state: `apply_start`, `apply_complete`, `apply_errored`. */
  const saidOf = (state: string, type: string): readonly string[] =>
    readFileSync(join(home().local, "logs", `terraform-${state}-apply.log`), "utf8")
      .split("\n")
      .filter((line) => line.includes(`"type":"${type}"`));
  /** Waits until Terraform works on a state and has made something of it. */
  async function inTheMiddleOf(running: RunningCap, state: string): Promise<number> {
    let ended = false;
    void running.ended.then(() => {
      ended = true;
    });
    for (;;) {
      const pid = writers().get(state);
      if (pid !== undefined && made(state) > 0) return pid;
      if (ended) throw new Error(`it ended before it was in the middle of ${state}:\n${(await running.ended).stderr}`);
      await sleep(50);
    }
  }
  return { begin, folders, writers, stateFile, resources, headOf, saidOf, inTheMiddleOf };
}

/** Whether a process is there and no zombie. */
export function lives(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Undefined where there is no such file, or it is being written. */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as T;
  } catch {
    return undefined;
  }
}
