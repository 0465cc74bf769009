import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../contracts/errors.ts";
import type { Environment } from "../environments/environment.ts";
import { environmentHome } from "./home.ts";
import { again } from "./report/again.ts";

/** What is known of an environment's emulated AWS, in `<home>/run.json`. */
export interface Running {
  /** Identity of this environment's states; the emulated AWS refuses any other. A new one after `cap down --forget`. */
  readonly owner: string;
  /** Port of the emulated AWS on 127.0.0.1; kept over restarts, because queue URLs in the states hold it. */
  readonly port: number;
  /** The process; absent while the emulated AWS is stopped. */
  readonly emulator?: { readonly pid: number; readonly start: string };
  /** The command that stops that process at its end; absent when it is to stay. */
  readonly serves?: { readonly pid: number; readonly start: string };
  /** Whether the environment was applied with Kafka brokers. */
  readonly kafka: boolean;
  /** True once a sample day was brought in. */
  readonly seeded: boolean;
}

/** URL of the emulated AWS. */
export const endpointOf = (r: Pick<Running, "port">): string => `http://127.0.0.1:${r.port}`;

const fileOf = (env: Pick<Environment, "name">): string => join(environmentHome(env), "run.json");

/**
 * The record of an environment; undefined when it was never applied on this machine. OperatorError `CAP_RUN_RECORD` when
 * it cannot be read: taken for missing, its states would get an emulated AWS that does not know them.
 */
export async function readRunning(env: Environment): Promise<Running | undefined> {
  const file = fileOf(env);
  try {
    return JSON.parse(await readFile(file, "utf8")) as Running;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    const nextSteps = [
      "mend it, or begin anew:",
      `rm ${file} && ${again("down", { env, emulated: true }, "--forget")}`,
    ];
    const what = `${file} cannot be read (${String(cause)}); nothing was changed`;
    throw new OperatorError("CAP_RUN_RECORD", what, nextSteps, { cause });
  }
}

/** Replaces the record, whole or not at all. */
export async function writeRunning(env: Pick<Environment, "name">, running: Running): Promise<void> {
  const file = fileOf(env);
  await writeFile(`${file}.${process.pid}`, `${JSON.stringify(running, undefined, 2)}\n`);
  await rename(`${file}.${process.pid}`, file);
}
