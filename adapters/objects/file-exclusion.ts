import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Others hold it for the time of two system calls; who waits longer than this has met something else. */
const waitMs = 5_000;

/**
 * Runs `act` while nobody else, in this process or another one, does so in the same folder. The lock is the system's, by
 * way of SQLite, and ends with the process that holds it: kill -9 leaves none behind. `act` cannot wait for anything, for
 * whoever else wants the lock stands still meanwhile.
 */
export function exclusively<T>(folder: string, act: () => T): T {
  const lock = new DatabaseSync(join(folder, "exclusion"), { timeout: waitMs });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return act();
  } finally {
    // Nothing was written: there is nothing to commit.
    lock.close();
  }
}
