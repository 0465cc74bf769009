import type { StateResource } from "../probes/inventory/known.ts";
import { slots } from "../process/slots.ts";
import { resourcesIn } from "../terraform/head.ts";
import { init } from "../terraform/init.ts";
import { atOnce, type StateFolder, type Terraform } from "../terraform/terraform.ts";
import type { Blind } from "./finding.ts";
import { blindState } from "./seen-state.ts";

/** What states have that were not planned. */
export interface LastWritten {
  readonly resources: readonly StateResource[];
  /** States of which not even that can be told, with the reason. */
  readonly unread: readonly Blind[];
}

/**
 * What these states have, as they were last written: without it, all that is theirs would look like nobody's, and what
 * they do to another state's resources like a change by hand.
 */
export async function lastWritten(tf: Terraform, folders: readonly StateFolder[]): Promise<LastWritten> {
  const room = slots(atOnce);
  const read = await Promise.all(folders.map((folder) => room(() => readOne(tf, folder))));
  return { resources: read.flatMap((r) => r.resources), unread: read.flatMap((r) => r.unread) };
}

async function readOne(tf: Terraform, folder: StateFolder): Promise<LastWritten> {
  try {
    await init(tf, folder);
    const resources = await resourcesIn(tf, folder);
    return { resources: resources.map((r) => ({ ...r, state: folder.name })), unread: [] };
  } catch (error) {
    tf.signal.throwIfAborted();
    return { resources: [], unread: [blindState(folder.name, error)] };
  }
}
