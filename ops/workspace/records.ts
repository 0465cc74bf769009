import type { Objects } from "../../adapters/objects/port.ts";
import type { Environment } from "../../environments/environment.ts";
import { layoutOf } from "../../local/layout.ts";
import { isAlive } from "../../local/process.ts";
import { environmentHome } from "../home.ts";
import { openRecords } from "../lock/store.ts";
import { readRunning } from "../running.ts";
import { setUp } from "../setup/set-up.ts";
import { bringUpEmulator, type EmulatedOptions, takeDownEmulator } from "./emulated.ts";
import { takeLock } from "./lock.ts";

/** Whose records are wanted, and for what. */
export interface RecordsWanted {
  readonly env: Environment;
  /** Whether the emulated AWS stands in for AWS. */
  readonly emulated: boolean;
  /** As it was typed: `cap history`. */
  readonly operation: string;
  readonly signal: AbortSignal;
  /** Tells the operator what is started, and takes a moment. */
  readonly note: (line: string) => void;
}

/**
 * What `act` makes of an environment's lock and journal. An emulated AWS that was left stopped is started for it, and
 * stopped again: who was cut off is to be read without applying anything.
 *
 * @param tools what an emulated AWS is started with. @default - set up where they are not there yet
 */
export async function withRecords<T>(
  o: RecordsWanted,
  act: (objects: Objects) => Promise<T>,
  tools: () => Promise<EmulatedOptions["tools"]> = () =>
    setUp({ kafka: false, signal: o.signal, onProgress: () => {} }),
): Promise<T> {
  const { env, emulated, signal } = o;
  if (!emulated || env.name === "local" || !(await isStopped(env)))
    return await closing(await openRecords(env, { emulated }), act);
  const home = environmentHome(env);
  const lock = takeLock(home, o.operation);
  try {
    o.note(`the emulated AWS of ${env.name} is stopped; it is started for this, and stopped again`);
    const options = { env, layout: layoutOf(home), tools: await tools(), signal };
    const { adopted, endpoint } = await bringUpEmulator(options);
    try {
      return await closing(await openRecords(env, { emulated, endpoint }), act);
    } finally {
      // Somebody may have started it, to stay, between our look and our lock.
      if (!adopted) await takeDownEmulator(env);
    }
  } finally {
    lock.release();
  }
}

async function closing<T>(objects: Objects, act: (objects: Objects) => Promise<T>): Promise<T> {
  try {
    return await act(objects);
  } finally {
    objects.close();
  }
}

/** Whether an environment has an emulated AWS of its own that does not run. */
async function isStopped(env: Environment): Promise<boolean> {
  if ((process.env["AWS_ENDPOINT_URL"] ?? "") !== "") return false;
  const record = await readRunning(env);
  return record !== undefined && (record.emulator === undefined || !isAlive(record.emulator));
}
