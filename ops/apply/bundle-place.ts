import { access, constants, open, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { quoted } from "../report/quoted.ts";

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
  const found = await whatIsIn(path);
  if (found !== undefined)
    throw refused(`${path} is not written over: ${found}`, ["to keep the plans beside it:", instead]);
  const folder = dirname(path);
  const closed = await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => error);
  if (!(closed instanceof Error)) return;
  if (closed.code === "ENOENT")
    throw refused(`there is no folder ${folder}`, [
      "make it, then run the same command again:",
      `mkdir -p ${quoted(folder)}`,
    ]);
  throw refused(`nothing can be written into ${folder}: ${closed.message}`, ["to keep the plans here:", instead]);
}

const refused = (why: string, next: readonly string[]): OperatorError =>
  new OperatorError("CAP_BUNDLE_PLACE", `${why}; nothing was planned`, next, { exit: exitCode.refused });
