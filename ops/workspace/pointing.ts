import type { Environment } from "../../environments/environment.ts";
import type { Emulator } from "../../local/emulator.ts";
import { moveEndpoint } from "../terraform/resources.ts";
import type { StateFolder } from "../terraform/terraform.ts";
import { emulatedVariables } from "./terraform.ts";

/**
 * Lets every client of this process find the emulated AWS where it is now, as any AWS tool would, and writes the address
 * into the states. Safe to repeat.
 *
 * @param quiet resolves when no Terraform works on the states: one that does has its state file open, and what it wrote
 *   into a file that was replaced meanwhile would be lost
 */
export async function pointAt(
  env: Environment,
  { port, endpoint }: Pick<Emulator, "port" | "endpoint">,
  states: readonly StateFolder[],
  quiet: Promise<unknown> = Promise.resolve(),
): Promise<void> {
  Object.assign(process.env, emulatedVariables(env, port));
  await quiet;
  await Promise.all(states.map((state) => moveEndpoint(state, endpoint)));
}
