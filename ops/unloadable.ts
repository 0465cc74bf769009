import { OperatorError } from "../contracts/errors.ts";
import { showError } from "./report/error.ts";

/**
 * Shows why no command could be loaded. A file below environments/ is an operator's own: what is wrong in it is told with
 * its place. Beside ops/cli.ts, because that imports environments and could not be loaded either; what this imports itself
 * imports none.
 *
 * @param root root of the sources
 */
export function showUnloadable(error: unknown, root: string, json: boolean): void {
  process.exitCode = showError(faultOfEnvironment(error, root) ?? error, json);
}

/** What is wrong in a file below environments/; undefined where that is not what went wrong. */
export function faultOfEnvironment(error: unknown, root: string): OperatorError | undefined {
  if (!(error instanceof Error)) return undefined;
  // Node puts the place before the words of a file that it cannot parse, and in the first line below them otherwise.
  const first = /(?:file:\/\/)?(\/[^\s:'"]+\.ts)(?::(\d+))?/.exec(error.stack ?? "");
  const [, path = "", line] = first ?? [];
  if (!path.startsWith(`${root}environments/`)) return undefined;
  const place = `${path.slice(root.length)}${line === undefined ? "" : `:${line}`}`;
  return new OperatorError("CAP_BAD_FILE", `${place}: ${error.message}; nothing was done`, [
    "correct the file, then run the same command again",
  ]);
}
