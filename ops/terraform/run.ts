import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { someOf } from "../checks/wording.ts";
import { type Ended, runChild } from "../process/run.ts";
import { againHere } from "../report/again.ts";
import { type Diagnostic, type Message, parseMessage, Transcript } from "./messages.ts";
import { parallelism, type StateFolder, type Terraform } from "./terraform.ts";
import { forgetWriter, noteWriter } from "./writer.ts";

const minutes = 60_000;

/** Terraform may be writing its state: killing it earlier could lose what it has made. */
const graceMs = 5 * minutes;

/** How long one run may take before Terraform is asked to stop, milliseconds. */
const limitMs = {
  init: 10 * minutes,
  plan: 15 * minutes,
  apply: 60 * minutes,
  state: minutes,
  show: 2 * minutes,
  untaint: minutes,
};

/** One run of Terraform in one state's folder. */
export interface Run {
  readonly state: StateFolder;
  readonly verb: keyof typeof limitMs;
  readonly args: readonly string[];
  /** Every message of a `-json` run. */
  readonly onMessage?: (m: Message) => void;
}

/** A run that succeeded. */
export interface Done {
  readonly transcript: Transcript;
  /** Lines of stdout that are no messages. */
  readonly lines: readonly string[];
}

/** What the last run of a verb in a state said. */
export const logFile = ({ logsDir }: Terraform, state: string, verb: Run["verb"]): string =>
  join(logsDir, `terraform-${state}-${verb}.log`);

/**
 * Runs Terraform; its output is kept in `<logs>/terraform-<state>-<verb>.log`. An OperatorError with the resource and
 * the provider's words when it fails; the signal's reason when it was stopped by an abort.
 */
export async function runTerraform(tf: Terraform, run: Run): Promise<Done> {
  const { state, verb } = run;
  tf.signal.throwIfAborted();
  const file = logFile(tf, state.name, verb);
  await mkdir(tf.logsDir, { recursive: true });
  const log = logOf(run, file);
  const transcript = new Transcript();
  const lines: string[] = [];
  const ended = await runChild({
    command: tf.program,
    args: [verb, ...run.args],
    cwd: state.dir,
    env: environmentOf(tf, verb),
    timeoutMs: limitMs[verb],
    graceMs,
    signal: tf.signal,
    onLine: (line) => {
      if (!holdsSecrets(run)) log?.write(`${line}\n`);
      const m = parseMessage(line);
      if (m === undefined) return void lines.push(line);
      transcript.add(m);
      run.onMessage?.(m);
    },
    onErrorLine: (line) => log?.write(`${line}\n`),
    ...(verb === "apply" ? outlivingUs(state, file) : {}),
  }).finally(() => log?.end());
  if (verb === "apply") await forgetWriter(state);
  tf.signal.throwIfAborted();
  if (ended.code !== 0)
    throw failure(run, { ...ended, stderr: ended.stderr || lines.filter(isForPeople).join("\n") }, transcript, file);
  return { transcript, lines };
}

/** Of the stream, messages of types that are of no interest here are for no person either. */
const isForPeople = (line: string): boolean => !line.startsWith('{"@level"');

/** Where what a run says is kept; undefined where Terraform writes it there itself. */
function logOf({ verb }: Run, file: string): WriteStream | undefined {
  if (verb === "apply") return undefined;
  const log = createWriteStream(file);
  // A log that cannot be written (a full disk) is no reason to end.
  log.on("error", () => {});
  return log;
}

/** An apply has to write its state whatever becomes of us; who comes after us has to know that it runs. */
const outlivingUs = (state: StateFolder, file: string) => ({
  outputFile: file,
  onStart: (pid: number) => noteWriter(state, pid),
});

/** A plan that is shown and a state that is pulled are for who asked, and for no log. */
const holdsSecrets = ({ verb, args }: Run): boolean => verb === "show" || args[0] === "pull";

/** Ours without the caller's TF_ variables: a stray TF_CLI_ARGS or TF_WORKSPACE would apply something else. */
function environmentOf(tf: Terraform, verb: Run["verb"]): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => !name.startsWith("TF_") || name.startsWith("TF_LOG"));
  return {
    ...Object.fromEntries(ours),
    ...tf.env,
    TF_CLI_CONFIG_FILE: tf.configFile,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    // With a cache, `init` may take a provider whose hash for other platforms the lock file does not know.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
    CHECKPOINT_DISABLE: "1",
    ...(verb === "plan" ? collectLess : {}),
  };
}

/**
 * Terraform and the provider spend a third of their processor time on collecting garbage of the provider's schema, which
 * stays. With these they begin to collect at the limit only, at which two states at once take no more memory than without.
 * Only for plans: they take all the processor time there is, an apply mostly waits, for AWS, and may keep its memory small.
 * Source: https://go.dev/doc/gc-guide
 */
const collectLess = { GOGC: "off", GOMEMLIMIT: "384MiB" };

const commonFlags = ["-input=false", "-json", `-parallelism=${parallelism}`];

/** Flags of a run that reads resources and writes no state. */
export const planFlags = [...commonFlags, "-lock=false"];

/** How long a run that writes waits for a Terraform that holds the state. */
export const lockFlag = "-lock-timeout=20s";

/** Flags of a run that writes resources and the state. */
export const applyFlags = [...commonFlags, lockFlag];

/** The next step after every failure; who knows the command tells it in full. */
export const goesOn = "run the same command again: it goes on from here";

function failure({ state, verb }: Run, ended: Ended, transcript: Transcript, log: string): OperatorError {
  const { errors, failed, running } = transcript;
  const killed = ended.code === killedCode;
  const how = killed ? "was killed" : `ended with ${ended.code}`;
  const why = ended.timedOut ? `was stopped after ${limitMs[verb] / minutes} minutes` : how;
  const said = errors.length > 0 ? errors.map(inOneParagraph) : lastWords(ended);
  const holds = killed ? whatIsOpen([...running]) : whatHolds(failed);
  return new OperatorError(
    "CAP_TERRAFORM",
    [
      `terraform ${verb} of ${state.name} ${why}; ${verb === "apply" ? holds : "nothing was changed"}`,
      ...said.map((line) => `  ${line}`),
    ].join("\n"),
    [
      goesOn,
      ...(killed && verb === "apply" ? ["what exists and is in no state, tells:", againHere("drift")] : []),
      ...unlocking(state, said),
      ...(said.some((line) => existing.test(line))
        ? ["what exists already, and is ours, is taken into the state by:", againHere("drift", "--adopt ADDRESS=ID")]
        : []),
      `the whole output: ${log}`,
    ],
  );
}

/**
 * A Terraform that was killed leaves its lock beside the state. Whoever gets here holds the environment, so that it can
 * only be one that was left, or somebody's own Terraform.
 */
function unlocking({ name, dir }: StateFolder, said: readonly string[]): string[] {
  const [, id] = /Error acquiring the state lock.*?\bID:\s+([\w-]+)/s.exec(said.join(" ")) ?? [];
  if (id === undefined) return [];
  return [`if no Terraform works on ${name} any more: cd ${dir} && terraform force-unlock ${id}`];
}

/** How AWS says that something of that name is there: made by hand, or by a Terraform that could not write it down. */
const existing =
  /already ?exists|already been taken|AlreadyOwnedByYou|Duplicate|ConflictingDomain|ResourceInUseException/i;

/** What a process that was ended by SIGKILL ends with. */
const killedCode = 137;

/** Who is killed writes nothing more. */
const whatIsOpen = (running: readonly string[]): string =>
  running.length === 0
    ? "what it had done before is in its state"
    : `it was at ${running.join(", ")}: AWS may have made that, and no state knows of it`;

const whatHolds = (failed: readonly string[]): string =>
  failed.length === 0
    ? "what it had done before is in its state"
    : `${failed.length} failed (${someOf(failed, 3)}), the rest is in its state`;

function inOneParagraph(d: Diagnostic): string {
  const detail = d.detail.replaceAll(/\s+/g, " ").trim();
  const about = d.address === undefined ? "" : `${d.address}: `;
  return `${about}${d.summary.replaceAll(/\s+/g, " ").trim()}${detail === "" ? "" : `: ${detail}`}`;
}

const lastWords = ({ stderr }: Ended): string[] =>
  stderr
    .split("\n")
    .map((line) => line.replace(/^[│╷╵\s]+/, ""))
    .filter((line) => line !== "")
    .slice(0, 12);
