import { spawn } from "node:child_process";
import { performance } from "node:perf_hooks";

/** One row of the report. */
export interface Measure {
  readonly what: string;
  readonly asked: string;
  readonly measured: string;
  /** Whether what was asked was met; absent where nothing was asked. */
  readonly holds?: boolean;
  readonly limitedBy: string;
}

/** One file of this folder. */
export interface Bench {
  readonly name: string;
  run(): Promise<readonly Measure[]>;
}

/** A finished process. */
export interface Finished {
  readonly ms: number;
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a command is run. */
interface TimedOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Told of the process as soon as there is one. */
  readonly onStart?: (pid: number) => void;
}

/** Runs a command to its end and times it from outside, start and exit included. */
export function timed(
  command: string,
  args: readonly string[],
  { onStart, ...options }: TimedOptions = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    if (child.pid !== undefined) onStart?.(child.pid);
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (d: Buffer) => {
      stdout += d.toString();
    });
    child.stderr.on("data", (d: Buffer) => {
      stderr += d.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ ms: performance.now() - began, code, stdout, stderr }));
  });
}

/** The middle value; of an even number of them the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (i: number): number => sorted[i] ?? Number.NaN;
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2;
}

/**
 * Runs commands in turn, A B C A B C …, after one warm-up each, so that a drifting machine touches all of them.
 *
 * @returns milliseconds of each round, by name
 */
export async function inTurn<Name extends string>(
  rounds: number,
  commands: Readonly<Record<Name, () => Promise<Pick<Finished, "ms">>>>,
): Promise<Record<Name, readonly number[]>> {
  const names = Object.keys(commands) as Name[];
  for (const name of names) await commands[name]();
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let i = 0; i < rounds; i += 1) for (const name of names) times[name].push((await commands[name]()).ms);
  return times;
}

/** Medians of two commands that are run {@link inTurn}, milliseconds. */
export async function sideBySide(
  rounds: number,
  a: () => Promise<Finished>,
  b: () => Promise<Finished>,
): Promise<{ a: number; b: number }> {
  const times = await inTurn(rounds, { a, b });
  return { a: median(times.a), b: median(times.b) };
}
