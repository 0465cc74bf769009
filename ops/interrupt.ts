import { writeSync } from "node:fs";

/** One Ctrl-C under `npm start` comes twice: from the terminal, and passed on by npm. */
const sameInterruptMs = 1_000;
/** What has ended by then needs no word; a person wonders later. */
const silentMs = 300;

/** What becomes of a command that is interrupted. */
interface Interruption {
  /** What may still run after the second Ctrl-C, and the next command. */
  readonly left: string;
  /** Tells the operator, at once. */
  readonly say: (line: string) => void;
  /** Ends the process. */
  readonly exit: () => never;
}

/**
 * The first Ctrl-C asks the command to stop and clean up, and says so where that takes a while; the second does not wait
 * for it.
 *
 * @returns whether there was a first one
 */
export function onInterrupt(stop: AbortController, { left, say, exit }: Interruption): () => boolean {
  let at: number | undefined;
  const handle = (): void => {
    if (at === undefined) {
      at = Date.now();
      stop.abort();
      setTimeout(() => say("stopping: what runs is asked to end; Ctrl-C again does not wait for it"), silentMs).unref();
      return;
    }
    if (Date.now() - at <= sameInterruptMs) return;
    // At once: what a stream holds back is lost when the process ends.
    writeSync(process.stderr.fd, `\nleft without cleaning up: ${left}\n`);
    exit();
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  // A connection that breaks takes the terminal with it: nobody can ask a second time, and what is said goes nowhere.
  process.on("SIGHUP", () => {
    if (at === undefined) handle();
  });
  return () => at !== undefined;
}
