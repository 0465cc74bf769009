import type { Environment } from "../../environments/environment.ts";
import { actorInWords } from "../actor.ts";
import { duration } from "../checks/wording.ts";
import { again } from "../report/again.ts";
import { moment } from "../report/moment.ts";
import type { LockHolder, SeenLock } from "./holder.ts";
import { type Judged, judgeLock, silentMs } from "./judge.ts";

/** `cap apply of ada@laptop, process 4711, since …`. */
export const holderInWords = (holder: LockHolder | undefined): string =>
  holder === undefined
    ? "something that is no lock of CAP"
    : `${holder.operation} of ${actorInWords(holder)}, process ${holder.process.pid} on ${holder.host}, since ${moment(holder.since)}`;

/** One sentence: who holds it, and whether that is still at work. */
export function lockInWords(seen: SeenLock, now: Date): string {
  const judged = judgeLock(seen, now);
  return `held by ${holderInWords(seen.holder)}; last heartbeat ${duration(judged.ageMs / 1_000)} ago${conditionOf(judged)}`;
}

function conditionOf({ process, ageMs }: Judged): string {
  if (process === "lives") return ", its process lives on this host";
  if (process === "ended") return ", its process has ended";
  return ageMs >= silentMs ? ", so it was cut off or cannot reach the store" : "";
}

/** A lock for whoever looks: who holds it, and how to go on where nobody is at work any more. */
export function lockAsText(env: Environment, seen: SeenLock, now: Date): string {
  const { process, refusal } = judgeLock(seen, now);
  const atWork = refusal !== undefined && process !== "ended";
  const next = atWork ? [] : wayOn(env, seen, now);
  return [`${env.name} is ${lockInWords(seen, now)}`, ...next].join("\n  → ");
}

/** What tells who is at an environment now, and what was done to it. */
export const whoHoldsIt = (env: Environment): string[] => [again("lock show", { env }), again("history", { env })];

/** What to run next when a lock is in the way. */
export function wayOn(env: Environment, seen: SeenLock, now: Date): string[] {
  const { refusal, process } = judgeLock(seen, now);
  if (refusal === undefined || process === "ended") return [again("history", { env }), ...wayToRelease(env, seen, now)];
  return wayToRelease(env, seen, now);
}

/** How the lock can be released: at once, after a while, or when its holder has ended. */
export function wayToRelease(env: Environment, seen: SeenLock, now: Date): string[] {
  const { refusal, process, waitSeconds } = judgeLock(seen, now);
  const release = again("lock release", { env });
  if (refusal === undefined) return [release];
  // What has ended needs nobody to stop it.
  if (process === "ended")
    return [`wait ${waitSeconds} s: Terraform that it left may still be writing until then`, release];
  return [
    "wait for it, or stop it where it runs, by Ctrl-C or by cancelling the run of CI",
    again("lock show", { env }),
  ];
}
