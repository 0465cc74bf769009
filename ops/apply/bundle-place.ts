import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { assertFolderTakes } from "../report/writable-folder.ts";

/** How every bundle begins: what is cut short or of another format is one as well. */
const beginning = '{"format":"cap-plan-';

/**
 * What stands in the way of a bundle in a file, in a few words; undefined where nothing is lost by it: there is no file,
 * it is empty, or it holds a bundle.
 */
export async function whatIsIn(path: string): Promise<string | undefined> {
  try {
    if (!(await stat(path)).isFile()) return "no file to write into";
    const first = await firstOf(path);
    return first === "" || first === beginning ? undefined : "a file that is no plan bundle";
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === "ENOENT" ? undefined : message;
  }
}

/** As much of a file as tells what it is. */
async function firstOf(path: string): Promise<string> {
  const file = await open(path, "r");
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning.length));
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A name for a bundle that is not the one of a file that holds something else. */
export const anotherName = (environment: string, path: string): string =>
  basename(path) === `${environment}.capplan` ? `${environment}-new.capplan` : `${environment}.capplan`;

/**
 * Refuses (exit 4), before anything is planned, a place for a bundle that holds something else, or whose folder takes
 * nothing.
 *
 * @param instead the command with another name
 */
export async function assertMayHold(path: string, instead: string): Promise<void> {
  const holds = "nothing was planned";
  const found = await whatIsIn(path);
  if (found === undefined) return await assertFolderTakes(path, holds);
  throw new OperatorError(
    "CAP_BUNDLE_PLACE",
    `${path} is not written over: ${found}; ${holds}`,
    ["to keep the plans beside it:", instead],
    { exit: exitCode.refused },
  );
}
