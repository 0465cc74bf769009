import { randomUUID } from "node:crypto";
import type { Objects } from "../../adapters/objects/port.ts";
import type { OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { type Clock, systemClock } from "../clock.ts";
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
  /** @default - the machine's. */
  readonly clock?: Clock;
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
 *
 * @param onLost what becomes of what `act` gave, when the lock was lost by then. @default - CAP_LOCK_LOST, and none of it
 */
export const withLock = <T>(o: LockRequest, act: Act<T>, onLost: OnLost<T> = lostFirst): Promise<T> =>
  o.env.name === "local" ? act({ id: randomUUID(), signal: o.signal }) : withStored(o, act, onLost);

type Act<T> = (under: UnderLock) => Promise<T>;
type OnLost<T> = (gave: T, lost: OperatorError) => T;

const lostFirst = (_: unknown, lost: OperatorError): never => {
  throw lost;
};

async function withStored<T>(o: LockRequest, act: Act<T>, onLost: OnLost<T>): Promise<T> {
  const { objects, env, operation, signal, note, clock = systemClock } = o;
  const lock = await takeEnvironmentLock(objects, env, operation, signal, { clock });
  // At once: what runs may take minutes to end, and somebody else is at work by then.
  const tellLoss = () => note(`${operation} has lost the lock of ${env.name}: what runs is asked to end`);
  lock.lost.addEventListener("abort", tellLoss, { once: true });
  const under = { id: lock.id, signal: AbortSignal.any([signal, lock.lost]) };
  // Called inside a promise: an act that throws before it has given one must not leave the lock held.
  const [ended] = await Promise.allSettled([(async () => act(under))()]);
  // What was done is done: a lock that stays is told, and does not make a failure of it.
  await lock.release().catch((error: Error) => note(error.message));
  // Whatever act threw or gave, it ran on without the lock: that is what has to be known.
  if (lock.lost.aborted && ended.status === "fulfilled") return onLost(ended.value, lock.lost.reason);
  lock.lost.throwIfAborted();
  if (ended.status === "rejected") throw ended.reason;
  return ended.value;
}
