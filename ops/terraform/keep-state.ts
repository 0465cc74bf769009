import { existsSync, statSync } from "node:fs";
import { copyFile, readFile, rename, rm, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { erroredFile } from "./errored.ts";
import { stateFile } from "./resources.ts";
import type { StateFolder } from "./terraform.ts";

/** Room that an apply has to find where its state lies, bytes: states are far smaller, and logs grow beside them. */
const roomBytes = 64 * 1024 * 1024;

/** Where a state in a file lies as it was before an apply that has not ended. */
export const copyOf = (file: string): string => `${file}.before`;

/** A state in a file as it was before an apply. */
export interface KeptState {
  /** Removes the copy: the state was written whole. */
  forget(): Promise<void>;
  /**
   * After an apply that failed: whether Terraform could not write the state. It writes into the file itself, and a full
   * disk cuts it off; then the copy is back in its place, and what was cut off lies beside it as `<file>.cut`.
   */
  restore(): Promise<boolean>;
}

/**
 * Copies the state of a folder before it is written, where it lies in a file; a bucket keeps versions of its own. An
 * OperatorError CAP_NO_ROOM when there is not enough room to write one.
 */
export async function keepState(state: StateFolder): Promise<KeptState> {
  const file = await stateFile(state);
  if (file === undefined) return { forget: async () => {}, restore: async () => false };
  await assertRoom(state, dirname(file));
  const copy = copyOf(file);
  if (existsSync(file)) await copyFile(file, copy);
  const forget = (): Promise<void> => rm(copy, { force: true });
  const restore = async (): Promise<boolean> => {
    // Where it lies by halves as well, there was no room for it either.
    const nowhere = await setAside(join(state.dir, erroredFile));
    // An empty file is what Terraform begins with where there was no state, and what a full disk leaves where there was.
    const holds = existsSync(file) && (statSync(file).size > 0 || existsSync(copy));
    const cut = holds && (await setAside(file));
    if (cut && existsSync(copy)) await rename(copy, file);
    await forget();
    return cut || nowhere;
  };
  return { forget, restore };
}

/** Renames a file that is no whole JSON; whether it was so. */
async function setAside(file: string): Promise<boolean> {
  if (!existsSync(file) || isJson(await readFile(file, "utf8"))) return false;
  await rename(file, `${file}.cut`);
  return true;
}

async function assertRoom({ name }: StateFolder, folder: string): Promise<void> {
  const seen = existsSync(folder) ? await statfs(folder) : undefined;
  if (seen === undefined || seen.bavail * seen.bsize >= roomBytes) return;
  const left = Math.floor((seen.bavail * seen.bsize) / 1024 / 1024);
  throw new OperatorError(
    "CAP_NO_ROOM",
    `the disk with the state of ${name} has ${left} MB left, want ${roomBytes / 1024 / 1024}: a full disk cuts a state off; ${name} was not changed`,
    [`make room for ${folder}`, "run the same command again: it goes on from here"],
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
