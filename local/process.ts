import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** One process of this machine, now or earlier. A pid alone is given to another process later; with its start it is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Opaque; equal only for the same process. */
  readonly start: string;
}

/** The process that has this pid now; undefined when there is none, or only one that has ended already. */
export function processOf(pid: number): ProcessIdentity | undefined {
  const start = existsSync("/proc/self/stat") ? startFromProc(pid) : startFromPs(pid);
  return start === undefined ? undefined : { pid, start };
}

/** Whether this very process still runs. */
export const isAlive = (p: ProcessIdentity): boolean => processOf(p.pid)?.start === p.start;

/** Field 22 of proc(5)'s stat: clock ticks since boot. The command name before it may hold spaces and parentheses. */
function startFromProc(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** To the second only, which still tells two processes apart. */
function startFromPs(pid: number): string | undefined {
  try {
    const shown = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    return shown === "" || shown.startsWith("Z") ? undefined : shown.slice(shown.indexOf(" ")).trim();
  } catch {
    return undefined;
  }
}

/** The system may take a moment to end a killed process; its ports and files are free only then. */
const killedMs = 5_000;

/**
 * Asks a process to end, waits, and ends it by force when the time is up.
 *
 * @returns whether it ended by itself
 */
export async function endProcess(p: ProcessIdentity, graceMs: number): Promise<boolean> {
  send(p, "SIGTERM");
  if (await endsWithin(p, graceMs)) return true;
  send(p, "SIGKILL");
  await endsWithin(p, killedMs);
  return false;
}

async function endsWithin(p: ProcessIdentity, limitMs: number): Promise<boolean> {
  const until = Date.now() + limitMs;
  while (isAlive(p)) {
    if (Date.now() > until) return false;
    await sleep(50);
  }
  return true;
}

function send(p: ProcessIdentity, signal: NodeJS.Signals): void {
  try {
    if (isAlive(p)) process.kill(p.pid, signal);
  } catch (error) {
    // It ended between the look and the signal, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
