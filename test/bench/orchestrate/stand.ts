import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitCode } from "../../../contracts/errors.ts";
import type { Environment } from "../../../environments/environment.ts";
import { fetchKafka } from "../../../local/kafka.ts";
import { layoutOf } from "../../../local/layout.ts";
import { environmentHome, root, toolsDir } from "../../../ops/home.ts";
import { setUp } from "../../../ops/setup/set-up.ts";
import { findTool, wantedTools } from "../../../ops/setup/tools.ts";
import { foldersOf } from "../../../ops/terraform/synth.ts";
import type { StateFolder, Terraform } from "../../../ops/terraform/terraform.ts";
import { bringUpEmulator, takeDownEmulator } from "../../../ops/workspace/emulated.ts";
import { needsKafka } from "../../../ops/workspace/kafka.ts";
import { terraformFor } from "../../../ops/workspace/terraform.ts";
import { type Finished, timed } from "../measure.ts";

const startLimitMs = 10 * 60_000;
const signals = ["SIGINT", "SIGTERM"] as const;

/** Where both tools are measured: one clone of the sources, one emulated AWS, the same states. */
export interface Stand {
  readonly env: Environment;
  /** Scratch folder: all of this lies in it, and goes with it. */
  readonly dir: string;
  /** Clone of what is committed: nothing that is edited meanwhile makes a change of its own. */
  readonly clone: string;
  /** How Terraform is run against the emulated AWS. */
  readonly terraform: Terraform;
  /** Home of the environment. */
  readonly home: string;
  /** Runs `cap VERB --env … --emulated --json` in the clone; whatever its exit code, this resolves. */
  cap(args: readonly string[], onStart?: (pid: number) => void): Promise<Finished>;
  /** The states as `cap` last synthesised them. */
  states(): Promise<readonly StateFolder[]>;
}

/** Sets the stand up, with an emulated AWS that has nothing in it, and takes it down after the work or a signal. */
export async function onStand<T>(env: Environment, work: (stand: Stand) => Promise<T>): Promise<T> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), "cap-orchestrate-")));
  const before = process.env["CAP_HOME"];
  const tools = toolsDir();
  // From here on: what is taken down must not be somebody's own environment.
  process.env["CAP_HOME"] = join(dir, "home");
  const leave = async (): Promise<void> => {
    await takeDownEmulator(env);
    if (before === undefined) delete process.env["CAP_HOME"];
    else process.env["CAP_HOME"] = before;
    // What was cut off may still be writing here, until it misses its AWS.
    await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 });
  };
  // The emulated AWS leads a group of its own, and would outlive us.
  const stop = (signal: string): void => {
    process.stderr.write(`${signal}: the emulated AWS and ${dir} are taken down\n`);
    void leave().finally(() => process.exit(exitCode.interrupted));
  };
  for (const signal of signals) process.once(signal, stop);
  try {
    await mkdir(tools, { recursive: true });
    await mkdir(join(dir, "home"));
    await symlink(tools, join(dir, "home", "tools"));
    return await work(await standIn(dir, env));
  } finally {
    for (const signal of signals) process.off(signal, stop);
    await leave();
  }
}

async function standIn(dir: string, env: Environment): Promise<Stand> {
  const signal = AbortSignal.timeout(startLimitMs);
  const home = environmentHome(env);
  const layout = layoutOf(home);
  const tools = await setUp({ kafka: false, signal, onProgress: () => {} });
  const kafka = needsKafka(env) && !("fault" in (await findTool(wantedTools.java)));
  const brokers = kafka ? { kafkaHome: await fetchKafka({ ...tools, signal }) } : {};
  const { port } = await bringUpEmulator({ env, layout, tools, ...brokers, signal });
  const clone = await cloned(join(dir, "clone"));
  const flags = ["--env", env.name, "--emulated", "--json"];
  return {
    env,
    dir,
    clone,
    home,
    terraform: terraformFor(env, layout, tools, port, new AbortController().signal),
    cap: (args, onStart) =>
      timed(join(clone, "bin/cap"), [...args, ...flags], {
        cwd: clone,
        ...(onStart === undefined ? {} : { onStart }),
      }),
    states: () => foldersOf(join(home, "work")),
  };
}

async function cloned(clone: string): Promise<string> {
  const { code, stderr } = await timed("git", ["clone", "--quiet", root, clone]);
  if (code !== 0) throw new Error(`git clone: ${stderr}`);
  await symlink(join(root, "node_modules"), join(clone, "node_modules"));
  return clone;
}
