import { randomUUID } from "node:crypto";
import type { Objects } from "../../adapters/objects/port.ts";
import type { Environment } from "../../environments/environment.ts";
import { takeEnvironmentLock } from "./take.ts";

/** Whoever changes an environment says this. */
export interface LockRequest {
  readonly env: Environment;
  /** As `openRecords` opens them. */
  readonly objects: Objects;
  /** As it was typed: `cap apply`. */
  readonly operation: string;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

/** What runs under the lock gets. */
export interface UnderLock {
  /** Names the act in the journal. */
  readonly id: string;
  /** Aborted when the command was told to stop, and when the lock was lost: stop at once then. */
  readonly signal: AbortSignal;
}

/**
 * Runs `act` while this process holds the environment by its lock in the store. `local` has none: nobody else can be at
 * it than on this machine, where who works on its folder holds the lock of that. OperatorError CAP_LOCKED (exit 4) when
 * somebody else holds it, CAP_RECORDS when the store does not answer, CAP_LOCK_LOST when the lock was lost before `act`
 * ended.
 */
export const withLock = <T>(o: LockRequest, act: (under: UnderLock) => Promise<T>): Promise<T> =>
  o.env.name === "local" ? act({ id: randomUUID(), signal: o.signal }) : withStored(o, act);

async function withStored<T>(o: LockRequest, act: (under: UnderLock) => Promise<T>): Promise<T> {
  const lock = await takeEnvironmentLock(o.objects, o.env, o.operation, o.signal);
  try {
    return await act({ id: lock.id, signal: AbortSignal.any([o.signal, lock.lost]) });
  } finally {
    // What was done is done: a lock that stays is told, and does not make a failure of it.
    await lock.release().catch((error: Error) => o.note(error.message));
    // Whatever act threw or gave, it ran on without the lock: that is what has to be known.
    lock.lost.throwIfAborted();
  }
}
