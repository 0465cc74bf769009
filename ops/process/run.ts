import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { growing } from "./growing.ts";

/** A child process to be run to its end. */
export interface ChildCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Its whole environment. @default - ours. */
  readonly env?: NodeJS.ProcessEnv;
  /** Asked to stop after this, as by an abort, milliseconds. */
  readonly timeoutMs: number;
  /** An abort asks the child to stop, once, and waits for it. */
  readonly signal?: AbortSignal;
  /**
   * How long a child that was asked to stop may take before it is killed, milliseconds. A child that writes state needs
   * long enough to write it. @default - 5,000.
   */
  readonly graceMs?: number;
  /** Every line of stdout as it comes; stdout is then not kept. */
  readonly onLine?: (line: string) => void;
  /** Every line of stderr as it comes; it is kept as well. */
  readonly onErrorLine?: (line: string) => void;
  /**
   * File that the child writes stdout and stderr to, made anew; lines are read from there. A child whose pipe breaks
   * because we were killed is killed by its next word; with a file it goes on to its end. @default - pipes
   */
  readonly outputFile?: string;
  /** Told of the child as soon as there is one. */
  readonly onStart?: (pid: number) => void;
}

/** How a child ended. */
export interface Ended {
  /** Exit code; 128 + n after signal n where the system tells no code. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

const keptBytes = 4_000_000;

/**
 * Runs a child to its end; whatever its exit code, this resolves. Rejects only when the program cannot be started
 * (ENOENT and the like), and when its lines could not be read or taken.
 *
 * The child leads a process group of its own, so that Ctrl-C in a terminal reaches it once, through us, and not twice:
 * Terraform takes a second SIGINT for "leave without writing state".
 */
export function runChild(o: ChildCommand): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const { child, stdout: out, stderr: err } = start(o);
    if (child.pid !== undefined) o.onStart?.(child.pid);
    const stdout: string[] = [];
    const stderr: string[] = [];
    const lines = Promise.all([
      follow(out, (line) => (o.onLine === undefined ? keep(stdout, line) : o.onLine(line))),
      follow(err, (line) => {
        keep(stderr, line);
        o.onErrorLine?.(line);
      }),
    ]);
    let timedOut = false;
    const stop = stopper(child.pid, o.graceMs ?? 5_000);
    // Whoever cannot take a line cannot tell how it goes on: the child is asked to stop, and its end tells why.
    lines.catch(stop.ask);
    const limit = setTimeout(() => {
      timedOut = true;
      stop.ask();
    }, o.timeoutMs);
    o.signal?.addEventListener("abort", stop.ask, { once: true });
    if (o.signal?.aborted === true) stop.ask();
    const done = (): void => {
      clearTimeout(limit);
      stop.cancel();
      o.signal?.removeEventListener("abort", stop.ask);
    };
    child.on("error", (error) => {
      done();
      reject(error);
    });
    child.on("close", (code, signal) => {
      done();
      const ended = code ?? (signal === "SIGINT" ? 130 : signal === "SIGKILL" ? 137 : 143);
      const result = () => ({ code: ended, stdout: stdout.join("\n"), stderr: stderr.join("\n"), timedOut });
      lines.then(() => resolve(result()), reject);
    });
  });
}

interface Started {
  readonly child: ChildProcess;
  readonly stdout: NodeJS.ReadableStream;
  readonly stderr: NodeJS.ReadableStream;
}

/** Starts the child; where it writes to a file, all that it says comes as stdout. */
function start(o: ChildCommand): Started {
  const options = { cwd: o.cwd, env: o.env ?? process.env, detached: true };
  if (o.outputFile === undefined) {
    const child = spawn(o.command, [...o.args], { ...options, stdio: ["ignore", "pipe", "pipe"] });
    return { child, stdout: child.stdout, stderr: child.stderr };
  }
  const file = openSync(o.outputFile, "w");
  try {
    const child = spawn(o.command, [...o.args], { ...options, stdio: ["ignore", file, file] });
    const ended = new Promise<void>((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", () => resolve());
    });
    return { child, stdout: growing(o.outputFile, ended), stderr: Readable.from([]) };
  } finally {
    closeSync(file);
  }
}

async function follow(stream: NodeJS.ReadableStream, onLine: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) onLine(line);
}

/** A child that talks without end must not fill our memory: the first lines are kept. */
function keep(lines: string[], line: string): void {
  if (lines.length * 80 < keptBytes) lines.push(line);
}

function stopper(pid: number | undefined, graceMs: number): { ask: () => void; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const send = (name: NodeJS.Signals): void => {
    try {
      if (pid !== undefined) process.kill(name === "SIGKILL" ? -pid : pid, name);
    } catch {
      // It has ended in the meantime, which is what was wanted.
    }
  };
  return {
    ask: () => {
      if (timer !== undefined) return;
      send("SIGINT");
      timer = setTimeout(() => send("SIGKILL"), graceMs);
    },
    cancel: () => clearTimeout(timer),
  };
}
