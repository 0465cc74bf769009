import { readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { identityOf, isGone, type ProcessIdentity } from "../../adapters/bus/process-identity.ts";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import type { StateFolder } from "./terraform.ts";

/** Says in a state's folder which Terraform writes the state. */
const noteFile = "cap-writer.json";

const fileOf = ({ dir }: StateFolder): string => join(dir, noteFile);

/** Notes the process that writes a state. A disk that takes no note must not keep it from writing the state. */
export function noteWriter(state: StateFolder, pid: number): void {
  try {
    writeFileSync(fileOf(state), JSON.stringify(identityOf(pid)));
  } catch {
    // Terraform's own lock of the state still guards it.
  }
}

/** The writer has ended. */
export const forgetWriter = (state: StateFolder): Promise<void> => rm(fileOf(state), { force: true });

/**
 * OperatorError CAP_STILL_APPLYING (exit 4) while a Terraform that an earlier command has started still writes a state:
 * whoever killed that command did not kill it, so that it writes what it has made.
 */
export function assertNobodyWrites(states: readonly StateFolder[]): void {
  const writers = writersOf(states);
  if (writers.length === 0) return;
  throw new OperatorError(
    "CAP_STILL_APPLYING",
    `Terraform of an earlier command, which was cut off, still writes ${writers.join(", ")}; nothing was changed`,
    ["wait until it has ended, then run the same command again"],
    { exit: exitCode.refused },
  );
}

/** `runtime (process 4711)`, for each state that a Terraform writes. */
export const writersOf = (states: readonly StateFolder[]): readonly string[] =>
  states.flatMap((state) => {
    const writer = writerOf(state);
    return writer === undefined ? [] : [`${state.name} (process ${writer.pid})`];
  });

function writerOf(state: StateFolder): ProcessIdentity | undefined {
  try {
    const writer = JSON.parse(readFileSync(fileOf(state), "utf8")) as ProcessIdentity;
    return isGone(writer) ? undefined : writer;
  } catch {
    return undefined;
  }
}
