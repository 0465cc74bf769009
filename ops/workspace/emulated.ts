import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { BugError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { adoptEmulator, type Emulator, startEmulator, stopEmulator } from "../../local/emulator.ts";
import { type Layout, layoutOf } from "../../local/layout.ts";
import { endLeftovers } from "../../local/leftovers.ts";
import { isAlive, type ProcessIdentity, processOf } from "../../local/process.ts";
import { environmentHome } from "../home.ts";
import { type Running, readRunning, writeRunning } from "../running.ts";
import type { Toolbox } from "../setup/set-up.ts";
import { foldersOf } from "../terraform/synth.ts";
import { writersOf } from "../terraform/writer.ts";

const preferredPort = 4600;
/** One that was killed holds its port for a moment; everything that runs would have to follow it to another. */
const portWaitMs = 10_000;

/** What {@link bringUpEmulator} needs. */
export interface EmulatedOptions {
  readonly env: Environment;
  readonly layout: Layout;
  readonly tools: Pick<Toolbox, "python" | "node">;
  /** Folder of Apache Kafka; MSK clusters have brokers then. */
  readonly kafkaHome?: string;
  /** Whether it has ended while it was used, and comes up once more. @default - false. */
  readonly restart?: boolean;
  readonly signal: AbortSignal;
}

/** The record of an environment, made when there is none. */
export async function recordOf(env: Environment): Promise<Running> {
  const known = await readRunning(env);
  return known ?? { owner: randomUUID(), port: preferredPort, kafka: false, seeded: false };
}

/**
 * The emulated AWS of an environment: the one that runs, else a new process on the saved state. In run.json from its first
 * moment. One whose command was killed before it could stop it is ours to stop from now on.
 */
export async function bringUpEmulator(o: EmulatedOptions): Promise<Emulator> {
  const { env, layout, tools } = o;
  const record = await recordOf(env);
  const kafka = o.kafkaHome !== undefined;
  if (record.emulator !== undefined && isAlive(record.emulator)) {
    const running = record.kafka || !kafka ? await adoptEmulator(record.emulator, record) : undefined;
    if (running !== undefined) return { ...running, adopted: !(await inherits(o, record)) };
    await stopEmulator(record.emulator);
  }
  const { owner, port } = record;
  const { account, region } = env;
  const kafkaHome = o.kafkaHome === undefined ? {} : { kafkaHome: o.kafkaHome };
  return await startEmulator({
    ...tools,
    layout,
    account,
    region,
    owner,
    port,
    portWaitMs: record.emulator === undefined ? 0 : portWaitMs,
    ...kafkaHome,
    // What runs already stays as it is.
    enforceIam: process.env["CAP_ENFORCE_IAM"] === "1",
    launched: (emulator, at) =>
      writeRunning(env, {
        ...record,
        port: at,
        emulator,
        // A restart does not change whose it is to stop.
        ...(o.restart === true ? {} : { serves: self() }),
        kafka: record.kafka || kafka,
      }),
    signal: o.signal,
  });
}

/**
 * Whether the command that was to stop it is gone: this one does then, as run.json says from now on. Not while a Terraform
 * of that command still writes a state, which it could not without the AWS that it writes of.
 */
async function inherits({ env, layout }: EmulatedOptions, record: Running): Promise<boolean> {
  if (record.serves === undefined || isAlive(record.serves)) return false;
  const folders = [...(await foldersOf(join(layout.home, "work"))), ...(await foldersOf(layout.terraform))];
  if (writersOf(folders).length > 0) return false;
  await writeRunning(env, { ...record, serves: self() });
  return true;
}

function self(): ProcessIdentity {
  const own = processOf(process.pid);
  if (own === undefined) throw new BugError("this process is not among those of the machine");
  return own;
}

/** The emulated AWS stays when its command ends. */
export async function letStay(env: Environment): Promise<void> {
  const record = await readRunning(env);
  if (record === undefined) return;
  const { serves: _, ...rest } = record;
  await writeRunning(env, rest);
}

/**
 * Stops the emulated AWS of an environment with everything that it runs, or has left running when it was killed. Does
 * nothing where none runs.
 */
export async function takeDownEmulator(env: Environment): Promise<void> {
  const record = await readRunning(env);
  if (record?.emulator !== undefined) await stopEmulator(record.emulator);
  await endLeftovers(layoutOf(environmentHome(env)).state);
  if (record?.emulator === undefined) return;
  const { emulator: _, serves: __, ...rest } = record;
  await writeRunning(env, rest);
}
