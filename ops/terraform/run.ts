import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../../contracts/errors.ts";
import { type Ended, runChild } from "../process/run.ts";
import { type Diagnostic, type Message, parseMessage, Transcript } from "./messages.ts";
import { parallelism, type StateFolder, type Terraform } from "./terraform.ts";

const minutes = 60_000;

/** Terraform may be writing its state: killing it earlier could lose what it has made. */
const graceMs = 5 * minutes;

/** How long one run may take before Terraform is asked to stop, milliseconds. */
const limitMs = { init: 10 * minutes, plan: 15 * minutes, apply: 60 * minutes, state: minutes, show: 2 * minutes };

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

/**
 * Runs Terraform; its output is kept in `<logs>/terraform-<state>-<verb>.log`. An OperatorError with the resource and
 * the provider's words when it fails; the signal's reason when it was stopped by an abort.
 */
export async function runTerraform(tf: Terraform, run: Run): Promise<Done> {
  const { state, verb } = run;
  tf.signal.throwIfAborted();
  const logFile = join(tf.logsDir, `terraform-${state.name}-${verb}.log`);
  await mkdir(tf.logsDir, { recursive: true });
  const log = createWriteStream(logFile);
  // A log that cannot be written (a full disk) must not stop Terraform from writing its state.
  log.on("error", () => {});
  const transcript = new Transcript();
  const lines: string[] = [];
  const ended = await runChild({
    command: tf.program,
    args: [verb, ...run.args],
    cwd: state.dir,
    env: environmentOf(tf),
    timeoutMs: limitMs[verb],
    graceMs,
    signal: tf.signal,
    onLine: (line) => {
      // A plan that is shown holds secrets: it is for who asked, and for no log.
      if (verb !== "show") log.write(`${line}\n`);
      const m = parseMessage(line);
      if (m === undefined) return void lines.push(line);
      transcript.add(m);
      run.onMessage?.(m);
    },
    onErrorLine: (line) => log.write(`${line}\n`),
  }).finally(() => log.end());
  tf.signal.throwIfAborted();
  if (ended.code !== 0) throw failure(run, ended, transcript, logFile);
  return { transcript, lines };
}

/** Ours without the caller's TF_ variables: a stray TF_CLI_ARGS or TF_WORKSPACE would apply something else. */
function environmentOf(tf: Terraform): NodeJS.ProcessEnv {
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
  };
}

/** Flags of every run that reads or writes resources. */
export const commonFlags = ["-input=false", "-json", `-parallelism=${parallelism}`, "-lock-timeout=20s"];

function failure({ state, verb }: Run, ended: Ended, { errors, failed }: Transcript, logFile: string): OperatorError {
  const why = ended.timedOut ? `was stopped after ${limitMs[verb] / minutes} minutes` : `ended with ${ended.code}`;
  const said = errors.length > 0 ? errors.map(inOneParagraph) : lastWords(ended);
  const holds = verb === "apply" ? whatHolds(failed) : "nothing was changed";
  return new OperatorError(
    "CAP_TERRAFORM",
    `terraform ${verb} of ${state.name} ${why}; ${holds}\n${said.map((line) => `  ${line}`).join("\n")}`,
    ["run the same command again: it goes on from here", `the whole output: ${logFile}`],
  );
}

const whatHolds = (failed: readonly string[]): string =>
  failed.length === 0
    ? "what it had done before is in its state"
    : `${failed.length} failed (${failed.slice(0, 3).join(", ")}${failed.length > 3 ? ", …" : ""}), the rest is in its state`;

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
