import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { expect } from "vitest";
import type { Summary } from "../../../ops/up/summary.ts";
import { type Home, root } from "./home.ts";

/** How a `cap` ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A `cap` that runs. */
export interface RunningCap {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Resolves when what it has said, on stdout and stderr, matches; rejects when it ends before. */
  says(pattern: RegExp): Promise<void>;
}

/** Longest that a command of these tests may take, milliseconds, unless its test says more. */
const usualLimitMs = 600_000;

// What this process was told about AWS and CAP, and that npm started it, must not decide what is tested.
const foreign = /^(AWS_|CAP_|npm_|NO_COLOR$|FORCE_COLOR$)/;
const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));

/** Starts `bin/cap` in a home. It is killed when it takes longer than it may. */
export function startCap(
  home: Home,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  limitMs: number = usualLimitMs,
): RunningCap {
  const child = spawn(join(root, "bin/cap"), args, {
    cwd: root,
    env: { ...own, CAP_HOME: home.dir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  const heard = new Set<() => void>();
  const hear = (): void => {
    for (const look of heard) look();
  };
  child.stdout.on("data", (data) => {
    stdout += data;
    hear();
  });
  child.stderr.on("data", (data) => {
    stderr += data;
    hear();
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  const ended = new Promise<Ended>((resolve) => {
    child.once("close", (code) => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
  const says = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!pattern.test(stdout + stderr)) return;
        heard.delete(look);
        resolve();
      };
      heard.add(look);
      look();
      void ended.then(() => reject(new Error(`cap ${args.join(" ")} ended before it said ${pattern}:\n${stderr}`)));
    });
  return { process: child, ended, says };
}

/** Runs `bin/cap` to its end. */
export const cap = (home: Home, ...args: string[]): Promise<Ended> => startCap(home, args).ended;

/** Runs `cap … --json`, expects the exit code, and answers the document. */
export async function capJson<T>(home: Home, code: number, ...args: string[]): Promise<T> {
  const ended = await cap(home, ...args, "--json");
  expect(ended.code, `${ended.stderr}\n${ended.stdout}`).toBe(code);
  return JSON.parse(ended.stdout) as T;
}

/** Runs `cap up` to its end, expects that it ends well, and answers the summary. */
export const capUp = (home: Home, ...args: string[]): Promise<Summary> => capJson(home, 0, "up", ...args);

/** Rows of `cap query --json`. */
export async function rows(home: Home, sql: string): Promise<readonly Record<string, unknown>[]> {
  const { rows: found } = await capJson<{ rows: readonly Record<string, unknown>[] }>(home, 0, "query", sql);
  return found;
}

/** Different events in the lake. */
export async function distinctEvents(home: Home): Promise<number> {
  const [row] = await rows(home, "select count(distinct metadata_uid) n from silver");
  return Number(row?.["n"]);
}

/** How many resources a `cap up` added, changed and destroyed in all states together. */
export const changes = (s: Summary): number => s.states.reduce((n, t) => n + t.added + t.changed + t.destroyed, 0);
