import { OperatorError } from "../../contracts/errors.ts";
import type { Emulator } from "../../local/emulator.ts";
import { isAlive } from "../../local/process.ts";
import { plain } from "../report/again.ts";

const lookEveryMs = 500;
const restarts = 3;
/** Restarts further back than this no longer count. */
const windowMs = 10 * 60_000;

/** What keeps an emulated AWS running while a command works with it. */
export interface Guard {
  /** How often it had to be started again. */
  restarts(): number;
  /** Rejects when the emulated AWS cannot be kept running. */
  readonly gaveUp: Promise<never>;
  /** Ends the watch; resolves when no restart is under way any more. */
  stop(): Promise<void>;
}

/** Watches the process and starts it again when it dies, on the same port and with its last save, a few times. */
export function guard(first: Emulator, again: () => Promise<Emulator>, note: (line: string) => void): Guard {
  const { promise: gaveUp, reject } = Promise.withResolvers<never>();
  gaveUp.catch(() => {});
  const at: number[] = [];
  let current = first;
  let total = 0;
  let busy: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    if (isAlive(current.process)) return;
    const now = Date.now();
    while (at[0] !== undefined && at[0] < now - windowMs) at.shift();
    if (at.length >= restarts)
      throw new OperatorError(
        "CAP_EMULATOR",
        `the emulated AWS ended ${restarts + 1} times within ${windowMs / 60_000} minutes; state and data stay`,
        [
          "its last words are in logs/emulated-aws.log of the environment's folder",
          plain("doctor"),
          "the same command goes on from here",
        ],
      );
    at.push(now);
    total += 1;
    note("the emulated AWS has ended; it is started again with its last save");
    current = await again();
  };
  const timer = setInterval(() => {
    busy ??= look()
      .catch((error: unknown) => {
        clearInterval(timer);
        reject(error);
      })
      .finally(() => {
        busy = undefined;
      });
  }, lookEveryMs);
  return {
    restarts: () => total,
    gaveUp,
    stop: async () => {
      clearInterval(timer);
      await busy;
      // Only an emulated AWS that runs can end its tasks, so one that has just ended is started once more.
      await look().catch(() => {});
    },
  };
}
