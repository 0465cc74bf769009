import { randomUUID } from "node:crypto";
import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import { exitCode, OperatorError } from "../../contracts/errors.ts";
import { names } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";
import { begin, endInterrupted } from "../journal/act.ts";
import type { Journal } from "../journal/journal.ts";
import { again } from "../report/again.ts";
import type { LockHolder, SeenLock } from "./holder.ts";
import { judgeLock } from "./judge.ts";
import { orRecordsFault } from "./store.ts";
import { holderInWords, lockInWords, wayToRelease } from "./text.ts";

/** What {@link releaseLock} needs. */
export interface Release {
  readonly objects: Objects;
  readonly journal: Journal;
  /** The lock as the operator saw it: nothing else is removed. */
  readonly seen: SeenLock;
  readonly note: (line: string) => void;
}

/** OperatorError CAP_LOCK_IN_USE (exit 4) when a lock must not be taken away: its holder may be at work. */
export function assertReleasable(env: Environment, seen: SeenLock, now: Date): void {
  const { refusal } = judgeLock(seen, now);
  if (refusal === undefined) return;
  throw new OperatorError(
    "CAP_LOCK_IN_USE",
    `the lock of ${env.name} stays: ${refusal}\nit is ${lockInWords(seen, now)}`,
    wayToRelease(env, seen, now),
    { exit: exitCode.refused },
  );
}

/**
 * Takes away the lock of a holder that was cut off, and writes that into the journal, the end of what it had begun
 * included. OperatorError CAP_LOCK_IN_USE as {@link assertReleasable}; CAP_LOCK_CHANGED (exit 4) when the lock is not what
 * was seen any more, as for the slower of two; CAP_RECORDS when the store or the journal does not answer: it stays then.
 */
export async function releaseLock({ objects, journal, seen, note }: Release): Promise<void> {
  const { env, clock } = journal;
  assertReleasable(env, seen, clock.now());
  const reason = `lock ${holderInWords(seen.holder)}`;
  const act = await begin(journal, { act: randomUUID(), operation: "unlock", reason }, note);
  try {
    await orRecordsFault(env, "the lock stays", () => remove(objects, env, seen));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const result = error instanceof OperatorError && error.exit === exitCode.refused ? "refused" : "failed";
    await act.end({ result, reason: `${reason}; ${why}` });
    throw error;
  }
  await endActOf(journal, seen.holder);
  await act.end({ result: "ok", reason });
}

async function remove(objects: Objects, env: Environment, { etag }: SeenLock): Promise<void> {
  try {
    await objects.delete(names.lockKey(env), { ifMatch: etag });
  } catch (error) {
    if (!(error instanceof ObjectsError && error.code === "changed")) throw error;
    throw new OperatorError(
      "CAP_LOCK_CHANGED",
      `the lock of ${env.name} is not what it was a moment ago; it was left as it is`,
      [again("lock show", { env })],
      { exit: exitCode.refused, cause: error },
    );
  }
}

/** An act bears the id of its lock, so what was cut off with this one is known. */
async function endActOf(journal: Journal, holder: LockHolder | undefined): Promise<void> {
  const cutOff = (await journal.unfinished()).filter((entry) => entry.act === holder?.id);
  for (const entry of cutOff) await endInterrupted(journal, entry);
}
