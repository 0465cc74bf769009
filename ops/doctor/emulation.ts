import { join } from "node:path";
import { root } from "../home.ts";
import { runChild } from "../process/run.ts";
import { endpointOf, type Running } from "../running.ts";
import { wantedTools } from "../setup/tools.ts";

/** Something that the emulated AWS stores and gives back, but does not do. */
export interface Echo {
  readonly service: string;
  readonly feature: string;
  readonly echo: string;
}

/** The emulated AWS as the doctor sees it. */
export interface Emulation {
  /** Whether it answers now. */
  readonly ready: boolean;
  readonly pid?: number;
  /** ISO 8601; when its state was last saved. */
  readonly savedAt?: string;
  readonly tasks: number;
  readonly brokers: number;
  readonly echoes: readonly Echo[];
}

/** Asks the running one, and the sources of it for what is echoed when none runs. */
export async function emulationOf(running: Running | undefined): Promise<Emulation> {
  const echoes = await echoesOfSources();
  const status = running?.emulator === undefined ? undefined : await ask(`${endpointOf(running)}/_cap/status`);
  if (status === undefined) return { ready: false, tasks: 0, brokers: 0, echoes };
  const { ready, pid, savedAt, tasks, brokers } = status;
  return {
    ready: ready === true,
    ...(typeof pid === "number" ? { pid } : {}),
    ...(typeof savedAt === "number" ? { savedAt: new Date(savedAt * 1_000).toISOString() } : {}),
    tasks: Array.isArray(tasks) ? tasks.length : 0,
    brokers: Array.isArray(brokers) ? brokers.length : 0,
    echoes,
  };
}

/** Longest wait for its status, milliseconds: while it starts tasks, or the machine is busy, that takes seconds. */
const statusMs = 10_000;

async function ask(url: string): Promise<Record<string, unknown> | undefined> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(statusMs) });
    return (await answer.json()) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

/** The list needs nothing but Python itself, so it can be read before anything is installed. */
async function echoesOfSources(): Promise<readonly Echo[]> {
  const [program = "python3"] = wantedTools.python.programs;
  const env = { ...process.env, PYTHONPATH: join(root, "local/aws"), PYTHONDONTWRITEBYTECODE: "1" };
  const { stdout } = await runChild({
    command: program,
    args: ["-m", "emulated_aws.echoes", "--json"],
    env,
    timeoutMs: 10_000,
  });
  return JSON.parse(stdout) as Echo[];
}
