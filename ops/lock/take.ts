import { randomUUID } from "node:crypto";
import { self } from "../../adapters/bus/process-identity.ts";
import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { names } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";
import { type Actor, actorOf } from "../actor.ts";
import { type Clock, systemClock } from "../clock.ts";
import { again } from "../report/again.ts";
import { type Beating, encodeLock, Heartbeat } from "./heartbeat.ts";
import { type LockHolder, readLock, type SeenLock } from "./holder.ts";
import { orRecordsFault } from "./store.ts";
import { lockInWords, wayOn } from "./text.ts";

/** An environment's lock in our hands. */
export interface HeldLock {
  /** Of this hold; also names the act in the journal. */
  readonly id: string;
  /** Aborted, with an OperatorError CAP_LOCK_LOST as its reason, when the lock is ours no more: stop at once. */
  readonly lost: AbortSignal;
  /**
   * Gives it back; safe to repeat, and does nothing to a lock that is another's by now. OperatorError CAP_LOCK_STAYS
   * when the store does not take it: the work is done, and somebody has to release the lock later.
   */
  release(): Promise<void>;
}

/** Who and when, where it is not this process now. */
export interface TakeOptions {
  readonly actor?: Actor;
  readonly clock?: Clock;
}

/** How often a lock may change hands while we look. */
const tries = 5;
/** Between two tries to give a lock back to a store that does not answer, milliseconds. */
const releaseAgainMs = 2_000;

/**
 * Takes the lock of an environment, for one command that changes it, and keeps it by a heartbeat. OperatorError
 * CAP_LOCKED (exit 4) when somebody holds it, also somebody who was cut off: what they left may be half done, so a person
 * looks first. CAP_RECORDS when the store does not answer or is missing: without it nothing may begin.
 *
 * @param operation as it was typed: `cap apply`
 * @param signal ends the wait for the store
 */
export async function takeEnvironmentLock(
  objects: Objects,
  env: Environment,
  operation: string,
  signal: AbortSignal,
  { actor = actorOf(), clock = systemClock }: TakeOptions = {},
): Promise<HeldLock> {
  const holder: LockHolder = {
    ...actor,
    id: randomUUID(),
    environment: env.name,
    process: self,
    operation,
    since: clock.now().toISOString(),
    beat: clock.now().toISOString(),
  };
  for (let left = tries; left > 0; left--) {
    signal.throwIfAborted();
    const etag = await orRecordsFault(env, "nothing was changed", () => tryLock(objects, env, holder));
    if (typeof etag === "string") return held({ objects, env, holder, etag, clock });
    if (etag !== undefined) throw lockedBy(env, etag, clock.now());
  }
  throw new OperatorError("CAP_LOCKED", `the lock of ${env.name} changes hands too fast; nothing was changed`, [
    "run the same command again",
  ]);
}

/** Its tag when it is ours, who has it otherwise, undefined when it went while we looked. */
async function tryLock(objects: Objects, env: Environment, holder: LockHolder): Promise<string | SeenLock | undefined> {
  try {
    return (await objects.put(names.lockKey(env), encodeLock(holder), { ifAbsent: true })).etag;
  } catch (error) {
    // Unavailable may be a lost answer, or several who try at once: what lies there tells.
    if (!(error instanceof ObjectsError && (error.code === "exists" || error.code === "unavailable"))) throw error;
  }
  const seen = await readLock(objects, env);
  return seen?.holder?.id === holder.id ? seen.etag : seen;
}

function held(taken: Beating): HeldLock {
  const heartbeat = new Heartbeat(taken);
  let released: Promise<void> | undefined;
  const release = async (): Promise<void> => {
    const etag = await heartbeat.stop();
    if (etag !== undefined) await giveBack({ ...taken, etag });
  };
  return {
    id: taken.holder.id,
    lost: heartbeat.lost,
    release: () => {
      released ??= release();
      return released;
    },
  };
}

async function giveBack(taken: Beating): Promise<void> {
  for (let left = tries; ; left--) {
    try {
      return await removeOwn(taken);
    } catch (error) {
      if (!(error instanceof ObjectsError)) throw error;
      if (error.retry === "never" || left === 0) throw stays(taken.env, error);
    }
    await taken.clock.sleep(releaseAgainMs);
  }
}

/** Deletes the lock while it is ours: also where the answer to a heartbeat was lost, so that it has another tag. */
async function removeOwn({ objects, env, holder, etag }: Beating): Promise<void> {
  const key = names.lockKey(env);
  try {
    await objects.delete(key, { ifMatch: etag });
  } catch (error) {
    if (!(error instanceof ObjectsError && error.code === "changed")) throw error;
    const seen = await readLock(objects, env);
    if (seen?.holder?.id === holder.id) await objects.delete(key, { ifMatch: seen.etag });
  }
}

const stays = (env: Environment, cause: ObjectsError): OperatorError =>
  new OperatorError(
    "CAP_LOCK_STAYS",
    `the lock of ${env.name} could not be given back and stays; the work itself has ended\n${cause.message}`,
    ["wait two minutes", again("lock release", { env })],
    { cause },
  );

const lockedBy = (env: Environment, seen: SeenLock, now: Date): OperatorError =>
  new OperatorError(
    "CAP_LOCKED",
    `${env.name} is ${lockInWords(seen, now)}; nothing was changed`,
    wayOn(env, seen, now),
    { exit: exitCode.refused },
  );
