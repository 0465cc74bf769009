import { mkdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { originOf } from "../../environments/recovery-site.ts";
import { layoutOf } from "../../local/layout.ts";
import { isAlive } from "../../local/process.ts";
import { environmentHome } from "../home.ts";
import { findAt } from "../probes/created/find.ts";
import type { LookOptions } from "../probes/look.ts";
import { again } from "../report/again.ts";
import { readRunning } from "../running.ts";
import { setUpTerraform } from "../setup/set-up.ts";
import { findTool, wantedTools } from "../setup/tools.ts";
import { assertNothingErrored } from "../terraform/errored.ts";
import { foldersOf, synthesise } from "../terraform/synth.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { assertNobodyWrites } from "../terraform/writer.ts";
import { takeDownEmulator } from "./emulated.ts";
import { needsKafka } from "./kafka.ts";
import { type Lock, takeLock } from "./lock.ts";
import { Stage } from "./stage.ts";

/** What a command that works on an environment's states asks for. */
export interface WorkspaceOptions {
  readonly env: Environment;
  /** Whether the emulated AWS stands in for AWS. */
  readonly emulated: boolean;
  /** As it was typed: `cap plan`. */
  readonly operation: string;
  /** Whether nobody else may work with the environment's folder on this machine: for who writes. */
  readonly exclusive: boolean;
  /** File of the release. @default - emulated: built from these sources; else it has to be given. */
  readonly release?: string;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

/** An environment's states, ready to be planned and applied. */
export interface Workspace {
  readonly tf: Terraform;
  /** Each after those that it reads from. */
  readonly folders: readonly StateFolder[];
  /** Where to look at the environment. */
  readonly at: LookOptions;
  /** Ends what was started for it. */
  end(): Promise<void>;
}

/**
 * Brings an environment's Terraform JSON up to these sources, in a folder of its own beside that of `cap up`, and reaches
 * AWS: the emulated one is started where it does not run, for as long as the command takes. OperatorError CAP_LOCKED
 * (exit 4) when another command is at it on this machine.
 */
export async function openWorkspace(o: WorkspaceOptions, say: (line: string) => void): Promise<Workspace> {
  const locks: Lock[] = [];
  const release = (): void => {
    for (const lock of locks.splice(0).reverse()) lock.release();
  };
  try {
    const dir = join(environmentHome(o.env), "work");
    await mkdir(dir, { recursive: true });
    locks.push(takeLock(dir, o.operation));
    // `cap up` writes the same states from a folder of its own.
    const { terraform } = layoutOf(environmentHome(o.env));
    const folders = [...(await foldersOf(dir)), ...(await foldersOf(terraform))];
    assertNobodyWrites(folders);
    assertNothingErrored(folders);
    const opened = o.emulated ? await onEmulated(o, dir, locks, say) : await onAws(o, dir, say);
    const end = async (): Promise<void> => {
      await opened.end().finally(release);
    };
    return { ...opened, end };
  } catch (error) {
    release();
    throw error;
  }
}

async function onEmulated(
  o: WorkspaceOptions,
  workDir: string,
  locks: Lock[],
  say: (line: string) => void,
): Promise<Workspace> {
  const { env, signal, note, exclusive } = o;
  const record = await readRunning(env);
  const runs = record?.emulator !== undefined && isAlive(record.emulator);
  const orphaned = record?.serves !== undefined && !isAlive(record.serves);
  // What is started here, or ours to stop because its command was killed, must not be somebody else's to stop.
  if (exclusive || !runs || orphaned) locks.push(takeLock(environmentHome(env), o.operation));
  const kafka = runs ? record.kafka : needsKafka(env) && !("fault" in (await findTool(wantedTools.java)));
  const stage = new Stage({ env, kafka, workDir, signal, note });
  const end = async (): Promise<void> => {
    if (await stage.end()) await takeDownEmulator(env);
  };
  try {
    await stage.prepare(say);
    say("emulated AWS and Terraform JSON");
    await stage.start();
    return { tf: stage.terraform(), folders: stage.folders, at: stage.at(), end };
  } catch (error) {
    await end();
    throw error;
  }
}

async function onAws(o: WorkspaceOptions, outDir: string, say: (line: string) => void): Promise<Workspace> {
  const { env, signal } = o;
  const release = await releaseFile(o);
  say("tools");
  const tools = await setUpTerraform();
  say("Terraform JSON");
  const { name: environment, site } = originOf(env);
  const profile = env.profile.name;
  const made = { node: tools.node, environment, profile, site, emulated: false, release, outDir, signal };
  const folders = await synthesise(made);
  const home = environmentHome(env);
  const at: LookOptions = { env, home, signal };
  const tf: Terraform = {
    program: tools.terraform,
    configFile: tools.terraformConfig,
    env: {},
    logsDir: layoutOf(home).logs,
    signal,
    find: findAt(() => at),
  };
  return { tf, folders, at, end: async () => {} };
}

/** What runs on AWS was published: nobody builds it by the way. */
async function releaseFile({ env, release, operation }: WorkspaceOptions): Promise<string> {
  const next = [
    again(operation.replace(/^cap /, ""), { env, emulated: false, release: "FILE" }),
    "release.json is attached to every published release",
    "or use the emulated AWS, which needs none: the same command with --emulated",
  ];
  if (release === undefined)
    throw new OperatorError("CAP_NO_RELEASE", `${operation} must be told which release; nothing was done`, next);
  const file = resolve(release);
  await readFile(file).catch((cause: unknown) => {
    throw new OperatorError("CAP_NO_RELEASE", `${file} cannot be read (${String(cause)}); nothing was done`, next);
  });
  return file;
}
