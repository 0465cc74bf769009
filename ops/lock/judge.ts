import { processState, type SeenLock } from "./holder.ts";

/** A holder writes its lock this often, milliseconds. */
export const beatMs = 30_000;

/**
 * A holder that has not written for so long, milliseconds, stops by itself; others may then take its lock away. Four
 * heartbeats: one that is late, or a store that is away for a moment, stops nothing.
 */
export const silentMs = 120_000;

/** What can be said of a lock that is held. */
export interface Judged {
  /** Since its last heartbeat, milliseconds; never negative. */
  readonly ageMs: number;
  /** What of its process can be seen from here. */
  readonly process: "lives" | "ended" | "elsewhere";
  /** Why it must not be taken away; undefined when it may. */
  readonly refusal: string | undefined;
  /** Until its silence is long enough, seconds; 0 when it is. */
  readonly waitSeconds: number;
}

/** Judges a lock as of now. A lock that nobody can read has no process to be seen, so its age alone decides. */
export function judgeLock(seen: SeenLock, now: Date): Judged {
  const ageMs = Math.max(0, now.getTime() - seen.beatAt.getTime());
  const process = seen.holder === undefined ? "elsewhere" : processState(seen.holder);
  const waitSeconds = Math.max(0, Math.ceil((silentMs - ageMs) / 1_000));
  return { ageMs, process, refusal: refusalOf(seen, { ageMs, process, waitSeconds }), waitSeconds };
}

function refusalOf({ holder }: SeenLock, { ageMs, process, waitSeconds }: Omit<Judged, "refusal">): string | undefined {
  if (process === "lives") return `its process ${holder?.process.pid} lives on this host`;
  if (waitSeconds === 0) return undefined;
  const why = process === "ended" ? ", because Terraform that it left may still be writing" : "";
  return `its last heartbeat is ${Math.floor(ageMs / 1_000)} s old: wait ${waitSeconds} s more${why}`;
}
