import { randomUUID } from "node:crypto";
import type { Environment } from "../../environments/environment.ts";
import { adoptEmulator, type Emulator, startEmulator, stopEmulator } from "../../local/emulator.ts";
import type { Layout } from "../../local/layout.ts";
import { isAlive } from "../../local/process.ts";
import { type Running, readRunning, writeRunning } from "../running.ts";
import type { Toolbox } from "../setup/set-up.ts";

const preferredPort = 4600;

/** What {@link bringUpEmulator} needs. */
export interface EmulatedOptions {
  readonly env: Environment;
  readonly layout: Layout;
  readonly tools: Pick<Toolbox, "python" | "node">;
  /** Folder of Apache Kafka; MSK clusters have brokers then. */
  readonly kafkaHome?: string;
  readonly signal: AbortSignal;
}

/** The record of an environment, made when there is none. */
export async function recordOf(env: Environment): Promise<Running> {
  const known = await readRunning(env);
  return known ?? { owner: randomUUID(), port: preferredPort, kafka: false, seeded: false };
}

/** The emulated AWS of an environment: the one that runs, else a new process on the saved state. Written to run.json. */
export async function bringUpEmulator(o: EmulatedOptions): Promise<Emulator> {
  const { env, layout, tools } = o;
  const record = await recordOf(env);
  const kafka = o.kafkaHome !== undefined;
  if (record.emulator !== undefined && isAlive(record.emulator)) {
    const running = record.kafka || !kafka ? await adoptEmulator(record.emulator, record) : undefined;
    if (running !== undefined) return running;
    await stopEmulator(record.emulator);
  }
  // Where the port is written down before the process exists, a process that we lose sight of can still be found.
  const { owner, port } = record;
  const { account, region } = env;
  const kafkaHome = o.kafkaHome === undefined ? {} : { kafkaHome: o.kafkaHome };
  const started = await startEmulator({
    ...tools,
    layout,
    account,
    region,
    owner,
    port,
    ...kafkaHome,
    signal: o.signal,
  });
  await writeRunning(env, { ...record, port: started.port, emulator: started.process, kafka: record.kafka || kafka });
  return started;
}

/** Stops the emulated AWS of an environment with everything that it runs. Does nothing where none runs. */
export async function takeDownEmulator(env: Environment): Promise<void> {
  const record = await readRunning(env);
  if (record?.emulator === undefined) return;
  await stopEmulator(record.emulator);
  const { emulator: _, ...rest } = record;
  await writeRunning(env, rest);
}
