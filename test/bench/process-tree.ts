import { readdir, readFile, readlink } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";

/** One process that was seen in a tree. */
export interface SeenProcess {
  /** Its command line. */
  readonly argv: readonly string[];
  readonly cwd: string;
  /** When it was first and last seen, milliseconds by `performance.now()`. */
  readonly from: number;
  to: number;
}

/** What a tree of processes was seen to hold and to run. */
export interface SeenTree {
  /** Highest sum of resident memory, bytes: what processes share counts once for each of them. */
  readonly peakRss: number;
  /** Sum of proportional memory at that moment, bytes: what processes share counts once. */
  readonly pssThen: number;
  readonly processes: readonly SeenProcess[];
}

/** How often a tree is looked at, milliseconds: no shorter process is sure to be seen. */
const everyMs = 200;

/**
 * Looks at a process and all below it until it ends, by Linux's /proc
 * (https://docs.kernel.org/filesystems/proc.html: `children`, `status`, `smaps_rollup`).
 */
export async function watchTree(root: number): Promise<SeenTree> {
  const seen = new Map<number, SeenProcess>();
  let peakRss = 0;
  let pssThen = 0;
  for (let pids = await treeOf(root); pids.length > 0; pids = await treeOf(root)) {
    const now = performance.now();
    for (const pid of pids) await note(seen, pid, now);
    const rss = await sumOf(pids, "status", "VmRSS");
    if (rss > peakRss) {
      peakRss = rss;
      // The kernel walks all of a process's pages for it: not at every look.
      pssThen = await sumOf(pids, "smaps_rollup", "Pss");
    }
    await sleep(everyMs);
  }
  return { peakRss, pssThen, processes: [...seen.values()] };
}

/** A process that is gone has nothing to read. */
const orNothing = async (reading: Promise<string>): Promise<string> => await reading.catch(() => "");

async function treeOf(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  // Any thread of Terraform may have started a child.
  const lists = await Promise.all(
    threads.map((thread) => orNothing(readFile(`/proc/${pid}/task/${thread}/children`, "utf8"))),
  );
  const children = lists.flatMap((list) => list.split(" ").filter((text) => text !== ""));
  const below = await Promise.all(children.map((child) => treeOf(Number(child))));
  return threads.length === 0 ? [] : [pid, ...below.flat()];
}

/** A fork is seen under its parent's command line until it has become what it is to run. */
async function note(seen: Map<number, SeenProcess>, pid: number, now: number): Promise<void> {
  const argv = (await orNothing(readFile(`/proc/${pid}/cmdline`, "utf8"))).split("\0").slice(0, -1);
  if (argv.length === 0) return;
  const known = seen.get(pid);
  if (known !== undefined && known.argv.join() === argv.join()) known.to = now;
  else seen.set(pid, { argv, cwd: await orNothing(readlink(`/proc/${pid}/cwd`)), from: now, to: now });
}

async function sumOf(pids: readonly number[], file: "status" | "smaps_rollup", line: string): Promise<number> {
  const texts = await Promise.all(pids.map((pid) => orNothing(readFile(`/proc/${pid}/${file}`, "utf8"))));
  const inLine = new RegExp(`^${line}:\\s+(\\d+) kB`, "m");
  return texts.reduce((all, text) => all + Number(inLine.exec(text)?.[1] ?? 0) * 1024, 0);
}
