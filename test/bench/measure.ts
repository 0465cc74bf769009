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

/** Runs a command to its end and times it from outside, start and exit included. */
export function timed(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
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

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs two commands in turn, A B A B …, after one warm-up each, so that a drifting machine touches both. */
export async function sideBySide(
  rounds: number,
  a: () => Promise<Finished>,
  b: () => Promise<Finished>,
): Promise<{ a: number; b: number }> {
  await a();
  await b();
  const times = { a: [] as number[], b: [] as number[] };
  for (let i = 0; i < rounds; i += 1) {
    times.a.push((await a()).ms);
    times.b.push((await b()).ms);
  }
  return { a: median(times.a), b: median(times.b) };
}
