import { statSync } from "node:fs";
import { join } from "node:path";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import type { StateFolder } from "./terraform.ts";

/** Where Terraform leaves, in a state's folder, a state that it could not write where it belongs. */
export const erroredFile = "errored.tfstate";

/**
 * OperatorError CAP_STATE_LEFT (exit 4) while a folder holds a state that Terraform could not write to its backend: made
 * from the older one, a plan would make everything in it a second time.
 */
export function assertNothingErrored(states: readonly StateFolder[]): void {
  const left = states.filter(({ dir }) => (statSync(join(dir, erroredFile), { throwIfNoEntry: false })?.size ?? 0) > 0);
  if (left.length === 0) return;
  throw new OperatorError(
    "CAP_STATE_LEFT",
    `Terraform could not write the state of ${left.map((s) => s.name).join(", ")} where it belongs, and left it here; nothing was changed`,
    left.map(({ dir }) => `cd ${dir} && terraform state push ${erroredFile} && rm ${erroredFile}`),
    { exit: exitCode.refused },
  );
}
