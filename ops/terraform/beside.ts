import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { resourcesIn, writtenIn } from "./head.ts";
import { stateFile } from "./resources.ts";
import type { PriorResource } from "./show.ts";
import type { StateFolder, Terraform } from "./terraform.ts";

/**
 * Waits before a state is read again, milliseconds. Terraform empties a state's file, and then makes and writes the text,
 * which on a busy machine takes seconds: what is not whole for longer than this is broken.
 */
const pausesMs = [50, 150, 500, 1_000, 2_000];

/**
 * The managed resources of states that others may be writing meanwhile. OperatorError CAP_STATE_BROKEN of one that stays
 * in pieces.
 */
export async function resourcesBeside(
  tf: Terraform,
  states: readonly StateFolder[],
): Promise<readonly PriorResource[]> {
  return (await Promise.all(states.map((state) => wholeOf(tf, state)))).flat();
}

async function wholeOf(tf: Terraform, state: StateFolder): Promise<readonly PriorResource[]> {
  for (const pause of pausesMs) {
    // A state in a bucket is replaced in one step.
    if (!(await isInFile(state))) break;
    const read = await writtenIn(tf, state).catch(() => undefined);
    if (read !== undefined) return read;
    await sleep(pause, undefined, { signal: tf.signal });
  }
  return await resourcesIn(tf, state);
}

async function isInFile(state: StateFolder): Promise<boolean> {
  const file = await stateFile(state);
  return file !== undefined && existsSync(file);
}
