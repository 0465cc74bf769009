import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the checkout, with a slash at the end. */
export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Read once: a test that raises an environment points CAP_HOME at the home it made, which goes with the test. */
const tools = join(process.env["CAP_HOME"] ?? join(root, ".cap"), "tools");

/** A CAP_HOME of a test's own, without an environment in it. */
export interface Home {
  readonly dir: string;
  /** Folder of the environment `local`. */
  readonly local: string;
  /** Folder for what the test writes; goes with the home. */
  readonly scratch: string;
  /** Ends what still runs in the home, whatever the test did, and removes it. */
  remove(): Promise<void>;
}

/** Makes a home that shares the tools of this checkout, so that nothing is fetched twice. */
export function freshHome(): Home {
  const dir = mkdtempSync(join(tmpdir(), "cap-e2e-"));
  symlinkSync(tools, join(dir, "tools"));
  const remove = async (): Promise<void> => {
    // A process may start another while it is being ended.
    for (let left = processesIn(dir); left.length > 0; left = processesIn(dir)) {
      for (const { pid } of left) end(pid);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  };
  return { dir, local: join(dir, "local"), scratch: join(dir, "scratch"), remove };
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

/** A process of this machine. */
export interface Process {
  readonly pid: number;
  /** Arguments, with spaces between. */
  readonly command: string;
}

/** Every process, other than this one, that works in the folder or names it in its arguments or its environment. */
export function processesIn(dir: string): readonly Process[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.flatMap((pid) => {
    try {
      const command = read(pid, "cmdline").trim();
      const works = [readlinkSync(`/proc/${pid}/cwd`), command, read(pid, "environ")].some((s) => s.includes(dir));
      return works ? [{ pid: Number(pid), command }] : [];
    } catch {
      return []; // It ended while we looked, or is not ours to look at.
    }
  });
}

/** The same, once what was just ended is gone: the kernel takes a moment for that. What is left after 30 s is left. */
export async function leftIn(dir: string): Promise<readonly Process[]> {
  const until = Date.now() + 30_000;
  for (;;) {
    const left = processesIn(dir);
    if (left.length === 0 || Date.now() > until) return left;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const read = (pid: string, file: string): string => readFileSync(`/proc/${pid}/${file}`, "utf8").replaceAll("\0", " ");

/** `run.json` of the environment `local`. */
export const runningIn = (home: Home): { readonly port: number; readonly emulator?: { readonly pid: number } } =>
  JSON.parse(readFileSync(join(home.local, "run.json"), "utf8"));

/** A resource of the Terraform states of `local`, one per address, data sources left out. */
export function resourcesIn(home: Home): readonly { readonly type: string }[] {
  const states = join(home.local, "terraform", "states");
  const files = readdirSync(states).filter((name) => name.endsWith(".tfstate"));
  const all = files.flatMap((file) => {
    const state: TerraformState = JSON.parse(readFileSync(join(states, file), "utf8"));
    return state.resources;
  });
  return all.filter((r) => r.mode === "managed").flatMap((r) => r.instances.map(() => ({ type: r.type })));
}

interface TerraformState {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly unknown[];
  }[];
}
