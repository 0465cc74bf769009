import { readFileSync, readlinkSync } from "node:fs";

/** A process, such that no later process is taken for it. */
export interface ProcessIdentity {
  /** The machine since its last boot, and the process-id namespace: within one, process ids compare. */
  readonly host: string;
  readonly pid: number;
  /** Start time in the system's own units; tells a process from a later one with the same id. */
  readonly started: string;
}

const read = <T>(run: () => T, otherwise: T): T => {
  try {
    return run();
  } catch {
    return otherwise;
  }
};

// Field 22 of /proc/<pid>/stat, counted behind the command name, which may hold spaces and parentheses. Elsewhere than
// on Linux there is no such file: then only the process id counts. A zombie (state Z) holds its id but runs no more.
const startOf = (pid: number): string =>
  read(() => {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? "zombie" : (fields[19] ?? "");
  }, "");

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const host = [
  read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim(), "one-host"),
  read(() => readlinkSync("/proc/self/ns/pid"), ""),
].join(" ");

/** A process of this host, as of now. */
export const identityOf = (pid: number): ProcessIdentity => ({ host, pid, started: startOf(pid) });

/** This process. */
export const self: ProcessIdentity = identityOf(process.pid);

/** True when the process certainly runs no more; false when it runs or cannot be seen from here (another host). */
export const isGone = (other: ProcessIdentity): boolean =>
  other.host === self.host && (!exists(other.pid) || startOf(other.pid) !== other.started);
