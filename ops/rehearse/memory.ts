import { readFile } from "node:fs/promises";

/** Most memory that a process has taken so far, MiB; undefined where the system does not tell. */
export async function peakMib(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kib === undefined ? undefined : Math.round(Number(kib) / 1024);
}
