// Sets up and ends: what `npm test` runs first. `cap up` does the same as its first step.
import { exitCode } from "../../contracts/errors.ts";
import { showError } from "../report/error.ts";
import { setUp } from "./set-up.ts";

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
const said = new Set<string>();
const onProgress = (line: string): void => {
  const [what = line] = line.split(":");
  if (!said.has(what)) process.stderr.write(`cap: ${what}\n`);
  said.add(what);
};
try {
  await setUp({ kafka: false, signal: stop.signal, onProgress });
} catch (error) {
  process.exitCode = stop.signal.aborted ? exitCode.interrupted : showError(error, false);
}
