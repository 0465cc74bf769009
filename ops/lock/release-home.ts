import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { environmentHome } from "../home.ts";
import { begin } from "../journal/act.ts";
import type { Journal } from "../journal/journal.ts";
import { takeLock } from "../workspace/lock.ts";

/**
 * Takes away the lock of an environment's folder on this machine, and writes that into the journal: whether there was
 * one. Its process shows at once whether it lives, so there is no heartbeat to wait for. OperatorError CAP_LOCKED (exit 4)
 * while it does, CAP_RECORDS when the journal cannot be written.
 */
export async function releaseHome(journal: Journal, note: (line: string) => void): Promise<boolean> {
  const home = environmentHome(journal.env);
  if (!existsSync(join(home, "lock.json"))) return false;
  // A lock whose process is gone is anybody's: taking it takes it away.
  const own = takeLock(home, "cap lock release");
  try {
    const act = await begin(journal, { act: randomUUID(), operation: "unlock" }, note);
    await act.end({ result: "ok" });
  } finally {
    own.release();
  }
  return true;
}
