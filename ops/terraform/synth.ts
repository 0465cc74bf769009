import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { OperatorError } from "../../contracts/errors.ts";
import { importsBeside } from "../../environments/imports.ts";
import { compiledDir, root } from "../home.ts";
import { runChild } from "../process/run.ts";
import { digestOfInputs } from "./synth-inputs.ts";
import type { StateFolder } from "./terraform.ts";

/** What is to be synthesised. */
export interface SynthOptions {
  /** Node that runs the stacks. */
  readonly node: string;
  /** Root of the sources. @default - ours. */
  readonly root?: string;
  /** Name of the environment. */
  readonly environment: string;
  /** One of the environment's profiles. */
  readonly profile: string;
  /** `recovery`: runtime anew in the recovery Region. @default - `primary`. */
  readonly site?: "primary" | "recovery";
  /** The emulated AWS will be applied to, with its own state. */
  readonly emulated: boolean;
  /** JSON file of contracts/release.ts. */
  readonly release: string;
  /** Where the Terraform JSON goes: a folder per stack. */
  readonly outDir: string;
  /** Folder of the states. @default - `states` in `outDir`. */
  readonly states?: string;
  readonly signal: AbortSignal;
}

const manifest = z.object({
  stacks: z.record(z.string(), z.object({ workingDirectory: z.string(), dependencies: z.array(z.string()) })),
});

const limitMs = 60_000;

/**
 * The provider's bindings do not say what they are, and Node would read each of them twice to find out: a quarter of its
 * memory. Nor is each of them to be asked whether it is a link, which npm makes none of: a twentieth of the time.
 */
export const synthFlags = ["--no-experimental-detect-module", "--preserve-symlinks", "--preserve-symlinks-main"];

/** Says in the output folder which inputs it was made from. */
const stampFile = "inputs.sha256";

/**
 * Runs `main.ts` in a process of its own (CDKTF is never loaded into ours), unless the folder holds what comes out of the
 * same inputs already, and reads which stacks came out, in an order in which every stack follows those it depends on.
 */
export async function synthesise(o: SynthOptions): Promise<readonly StateFolder[]> {
  await mkdir(o.outDir, { recursive: true });
  const stamp = join(o.outDir, stampFile);
  const { node: _, signal: __, ...options } = o;
  const imports = o.emulated ? importsBeside(statesOf(o)) : undefined;
  const inputs = await digestOfInputs(o.root ?? root, o.release, options, imports);
  if ((await readFile(stamp, "utf8").catch(() => "")) !== inputs) {
    // Until it has succeeded the folder may hold anything.
    await rm(stamp, { force: true });
    await runMain(o);
    await writeFile(stamp, inputs);
  }
  return await foldersOf(o.outDir);
}

const statesOf = ({ states, outDir }: SynthOptions): string => states ?? join(outDir, "states");

async function runMain(o: SynthOptions): Promise<void> {
  const sources = o.root ?? root;
  const ended = await runChild({
    command: o.node,
    args: [...synthFlags, join(sources, "main.ts")],
    cwd: sources,
    env: {
      ...process.env,
      // What Node made of the sources and bindings the last time: a third less to do.
      NODE_COMPILE_CACHE: compiledDir(),
      CAP_ENV: o.environment,
      CAP_EMULATED: o.emulated ? "1" : "0",
      CAP_PROFILE: o.profile,
      CAP_SITE: o.site ?? "primary",
      CAP_RELEASE: o.release,
      CAP_SYNTH_DIR: o.outDir,
      CAP_STATES_DIR: statesOf(o),
    },
    timeoutMs: limitMs,
    signal: o.signal,
  });
  o.signal.throwIfAborted();
  if (ended.code === 0) return;
  const said = ended.timedOut ? `it took more than ${limitMs / 1_000} s` : wordsOf(ended.stderr);
  throw new OperatorError(
    "CAP_SYNTH",
    `the stacks of ${o.environment} could not be synthesised (exit code ${ended.code}); nothing was changed\n${said}`,
    ["correct what is said above, then run the same command again"],
  );
}

/** The stacks that were last synthesised into a folder; none when that never happened. */
export async function foldersOf(outDir: string): Promise<readonly StateFolder[]> {
  const file = join(outDir, "manifest.json");
  if (!existsSync(file)) return [];
  const { stacks } = manifest.parse(JSON.parse(await readFile(file, "utf8")));
  const folders = Object.entries(stacks).map(([name, stack]) => ({
    name,
    dir: join(outDir, stack.workingDirectory),
    dependsOn: stack.dependencies,
  }));
  return inOrder(folders);
}

/** Every stack after those that it depends on. CDKTF has refused circles already. */
function inOrder(folders: readonly StateFolder[]): readonly StateFolder[] {
  const sorted: StateFolder[] = [];
  const place = (folder: StateFolder): void => {
    if (sorted.includes(folder)) return;
    for (const name of folder.dependsOn) {
      const upstream = folders.find((f) => f.name === name);
      if (upstream !== undefined) place(upstream);
    }
    sorted.push(folder);
  };
  for (const folder of folders) place(folder);
  return sorted;
}

/** Faults of an environment take a line each. */
const mostLines = 40;
/** The frames nearest to what went wrong; the others are the way there. */
const mostFrames = 3;

/** What a program of Node says of its end: its own words, or those of an error and where that was thrown. */
export function wordsOf(stderr: string): string {
  const lines = stderr
    .trim()
    // Where Node noticed that nobody caught it.
    .replace(/^node:internal.*\n.*\n\s*\^\n+/, "")
    .split("\n");
  const stack = lines.findIndex((line) => /^ {4}at /.test(line));
  return (stack === -1 ? lines : lines.slice(0, stack))
    .slice(0, mostLines)
    .concat(stack === -1 ? [] : lines.slice(stack, stack + mostFrames))
    .join("\n");
}
