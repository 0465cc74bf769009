import { writeSync } from "node:fs";

/** One Ctrl-C under `npm start` comes twice: from the terminal, and passed on by npm. */
const sameInterruptMs = 1_000;

/**
 * The first Ctrl-C asks the command to stop and clean up; the second does not wait for it.
 *
 * @param left what may still run then, and the next command
 * @param exit ends the process
 * @returns whether there was a first one
 */
export function onInterrupt(stop: AbortController, left: string, exit: () => never): () => boolean {
  let interrupted = false;
  let at = 0;
  const handle = (): void => {
    if (interrupted && Date.now() - at > sameInterruptMs) {
      // At once: what a stream holds back is lost when the process ends.
      writeSync(process.stderr.fd, `\nleft without cleaning up: ${left}\n`);
      exit();
    }
    if (!interrupted) at = Date.now();
    interrupted = true;
    stop.abort();
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  return () => interrupted;
}
