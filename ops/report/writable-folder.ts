import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { quoted } from "./quoted.ts";

/**
 * Refuses (exit 4) a file whose folder takes nothing: told before minutes of work, which would be lost with it.
 *
 * @param holds what was not done, as the error ends: `nothing was planned`
 * @param flag that names the file
 */
export async function assertFolderTakes(file: string, holds: string, flag = "--out"): Promise<void> {
  const folder = dirname(file);
  const closed = await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => error);
  if (!(closed instanceof Error)) return;
  const [why, next] =
    closed.code === "ENOENT"
      ? [`there is no folder ${folder}`, ["make it, then run the same command again:", `mkdir -p ${quoted(folder)}`]]
      : [`nothing can be written into ${folder}: ${closed.message}`, [`give ${flag} another folder`]];
  throw new OperatorError("CAP_OUT_PLACE", `${why}; ${holds}`, next, { exit: exitCode.refused });
}
