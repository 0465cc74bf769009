import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { isAlive } from "../../local/process.ts";
import { goingInWords } from "../apply/going.ts";
import { answerTo } from "../ask.ts";
import { count } from "../checks/wording.ts";
import { environmentHome } from "../home.ts";
import { again } from "../report/again.ts";
import { readRunning } from "../running.ts";
import { Destruction, type DestructionOptions } from "../workspace/destruction.ts";
import { takeDownEmulator } from "../workspace/emulated.ts";
import { takeLock } from "../workspace/lock.ts";
import { beginInJournal } from "./in-journal.ts";

/** What `cap down` was asked for. */
export interface DownOptions extends DestructionOptions {
  /** Remove the environment's folder as well: the lake, the bus, the logs. */
  readonly forget: boolean;
}

/** What `cap down` did; `--json` prints it. */
interface DownResult {
  readonly environment: string;
  readonly destroyed: number;
  /** Whether its emulated AWS ran before this command, which stopped it. */
  readonly stopped: boolean;
  readonly forgotten: boolean;
}

/**
 * Destroys an environment with Terraform, exactly as it was planned and shown, and stops its emulated AWS. A person is
 * asked before. Safe to repeat, also where nothing exists.
 */
export async function down(o: DownOptions): Promise<ExitCode> {
  const { env, forget, out, signal } = o;
  if (env.safety === "protected") throw protectedData(env);
  const home = environmentHome(env);
  const data = forget && existsSync(home) ? home : undefined;
  const lock = takeLock(home, "cap down");
  // A record that cannot be read is told by what needs it.
  const emulator = (await readRunning(env).catch(() => undefined))?.emulator;
  const stopped = emulator !== undefined && isAlive(emulator);
  const destruction = new Destruction(o);
  let well = false;
  try {
    await unlessForgotten(o, () => destruction.plan());
    await agree(o, destruction, data);
    await unlessForgotten(o, () => recorded(o, destruction));
    await takeDownEmulator(env);
    if (forget) await rm(home, { recursive: true, force: true });
    well = true;
    const result: DownResult = { environment: env.name, destroyed: destruction.destroyed, stopped, forgotten: forget };
    out.result(result, () => inWords(result));
    return exitCode.ok;
  } catch (error) {
    if (!signal.aborted) throw error;
    out.note("interrupted: what was not destroyed is in the states; the same command goes on from here");
    return exitCode.interrupted;
  } finally {
    await destruction.end(well);
    lock.release();
  }
}

/** Who forgets an environment is not held up by what Terraform cannot do: the emulated AWS is thrown away whole. */
async function unlessForgotten({ forget, out, signal }: DownOptions, act: () => Promise<void>): Promise<void> {
  await act().catch((error: unknown) => {
    if (!forget || signal.aborted || !(error instanceof OperatorError)) throw error;
    out.note(`${error.message}\nits emulated AWS is thrown away whole, so nothing of it is left`);
  });
}

/** Destroys what was planned, with its entries in the journal. */
async function recorded({ env, out, signal }: DownOptions, destruction: Destruction): Promise<void> {
  const states = destruction.plans.map((p) => p.state.name);
  if (states.length === 0) return;
  const ended = await beginInJournal({ env, operation: "destroy", note: out.note });
  const told = (result: string) => ({ states: states.map((name) => ({ name, result })) });
  try {
    await destruction.run();
  } catch (error) {
    await ended({ result: signal.aborted ? "interrupted" : "failed", ...told("begun") });
    throw error;
  }
  await ended({ result: "ok", ...told("destroyed") });
}

/** Shows what goes; a person has to say yes. An OperatorError (exit 4) otherwise, before anything is done. */
async function agree(
  { env, out, signal }: DownOptions,
  { plans }: Destruction,
  data: string | undefined,
): Promise<void> {
  if (plans.length === 0 && data === undefined) return;
  out.note(goingInWords(env.name, plans, data));
  if (!out.interactive) return;
  const inquirer = (await import("inquirer")).default;
  const going = plans.reduce((n, p) => n + p.counts.remove, 0);
  const message = `destroy ${count(going, "resource")} of ${env.name}${data === undefined ? "" : " and remove its data"}?`;
  const asked = inquirer.prompt<{ yes: boolean }>([{ type: "confirm", name: "yes", message, default: false }]);
  const { yes } = await answerTo(asked, `nothing of ${env.name} was destroyed`, signal);
  if (!yes)
    throw new OperatorError(
      "CAP_DECLINED",
      `declined; nothing of ${env.name} was destroyed`,
      [again("down", { env, emulated: true }, "--yes")],
      { exit: exitCode.refused },
    );
}

const inWords = ({ environment, destroyed, stopped, forgotten }: DownResult): string =>
  `${environment}: ${destroyed === 0 ? "there was nothing to destroy" : `${count(destroyed, "resource")} destroyed`}` +
  (stopped ? ", its emulated AWS is stopped" : "") +
  (forgotten ? ", its data on this machine is removed" : "");

const protectedData = (env: Environment): OperatorError =>
  new OperatorError(
    "CAP_PROTECTED",
    `${env.name} is protected: no command of CAP destroys it; nothing was changed`,
    [
      `to give its protection up: safety: "disposable" in environments/${env.name}.ts, reviewed and applied; then again`,
    ],
    { exit: exitCode.refused },
  );
