import { self } from "../../../adapters/bus/process-identity.ts";
import type { Objects } from "../../../adapters/objects/port.ts";
import { names } from "../../../contracts/names.ts";
import { staging } from "../../../environments/staging.ts";
import { encodeLock } from "../../../ops/lock/heartbeat.ts";
import type { LockHolder } from "../../../ops/lock/holder.ts";

/** The environment that these tests lock. */
export const env = staging;

/** A process of this host that cannot be: ids end far below. */
export const gone = { ...self, pid: 2 ** 22 + 1 };
/** A process that cannot be seen from here. */
export const elsewhere = { host: "another boot", pid: 12, started: "34" };

const holderOf = (changes: Partial<LockHolder> = {}): LockHolder => ({
  id: "somebody-elses",
  environment: env.name,
  who: "grace",
  host: "laptop-7",
  process: elsewhere,
  operation: "cap apply",
  since: "2026-03-01T09:00:00.000Z",
  beat: "2026-03-01T09:00:00.000Z",
  ...changes,
});

/** Writes somebody else's lock, whatever lies there. */
export const plant = (objects: Objects, changes: Partial<LockHolder> = {}): Promise<{ readonly etag: string }> =>
  objects.put(names.lockKey(env), encodeLock(holderOf(changes)));

/** What a promise is rejected with. */
export const failure = async (promise: Promise<unknown>): Promise<Record<string, unknown> & Error> =>
  await promise.then(
    () => {
      throw new Error("it was done");
    },
    (error) => error,
  );
