import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A process of ours that prints one line of JSON when it is ready. */
export interface ReadyChild<T> {
  readonly process: ChildProcess;
  readonly ready: T;
  /** Every line it has printed on stdout so far. */
  readonly lines: readonly string[];
  /** SIGTERM, then SIGKILL after 10 s; resolves when it is gone. */
  stop(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts a process and waits for its first line that is a JSON object, at most `limitMs`; kills it and throws otherwise. */
export async function startChild<T>(
  command: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly limitMs: number },
): Promise<ReadyChild<T>> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env: options.env, cwd: options.cwd });
  const lines: string[] = [];
  let errors = "";
  child.stderr.on("data", (data) => {
    errors = (errors + data).slice(-4_000);
  });
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await gone;
    clearTimeout(timer);
  };
  const ready = await new Promise<T>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${command} ${args.join(" ")}: ${why}\n${errors}`));
    const timer = setTimeout(() => void end("SIGKILL").then(() => fail("not ready in time")), options.limitMs);
    void gone.then(() => fail("ended before it was ready"));
    createInterface({ input: child.stdout }).on("line", (line) => {
      lines.push(line);
      if (!line.startsWith("{")) return;
      clearTimeout(timer);
      resolve(JSON.parse(line));
    });
  });
  return { process: child, ready, lines, stop: () => end("SIGTERM"), kill: () => end("SIGKILL") };
}
