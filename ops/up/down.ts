import { rm } from "node:fs/promises";
import { type ExitCode, exitCode, OperatorError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { layoutOf } from "../../local/layout.ts";
import type { Output } from "../command.ts";
import { environmentHome } from "../home.ts";
import { setUp } from "../setup/set-up.ts";
import { destroy } from "../terraform/apply.ts";
import { init } from "../terraform/init.ts";
import { moveEndpoint, resourcesOf } from "../terraform/resources.ts";
import { foldersOf } from "../terraform/synth.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { bringUpEmulator, takeDownEmulator } from "./emulated.ts";
import { takeLock } from "./lock.ts";
import { runSteps, type Step } from "./steps.ts";
import { terraformFor } from "./terraform.ts";

/** What `cap down` was asked for. */
export interface DownOptions {
  readonly env: Environment;
  /** Remove the environment's folder as well: the lake, the bus, the logs. */
  readonly forget: boolean;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/** What `cap down` did; `--json` prints it. */
interface DownResult {
  readonly environment: string;
  readonly destroyed: number;
  readonly forgotten: boolean;
}

/** Destroys an environment with Terraform and stops its emulated AWS. Safe to repeat, also where nothing exists. */
export async function down(o: DownOptions): Promise<ExitCode> {
  const { env, forget, out, signal } = o;
  if (env.safety === "protected") throw protectedData(env);
  const home = environmentHome(env);
  const lock = takeLock(home, "cap down");
  try {
    const destroyed = await destroyAll(o).catch((error: unknown) => {
      if (!forget || signal.aborted || !(error instanceof OperatorError)) throw error;
      out.note(`${error.message}\nits emulated AWS is thrown away whole, so nothing of it is left`);
      return 0;
    });
    await takeDownEmulator(env);
    if (forget) await rm(home, { recursive: true, force: true });
    const result: DownResult = { environment: env.name, destroyed, forgotten: forget };
    out.result(result, () => inWords(result));
    return exitCode.ok;
  } catch (error) {
    if (!signal.aborted) throw error;
    out.note("interrupted: what was not destroyed is in the states; cap down goes on from here");
    return exitCode.interrupted;
  } finally {
    lock.release();
  }
}

/** States from the last to the first: what reads from another goes before it. */
async function destroyAll({ env, out, signal }: DownOptions): Promise<number> {
  const layout = layoutOf(environmentHome(env));
  const folders = await foldersOf(layout.terraform);
  if (folders.length === 0) return 0;
  let tf: Terraform | undefined;
  let started = false;
  let destroyed = 0;
  const prepare: Step = {
    title: "Emulated AWS",
    run: async (say) => {
      const tools = await setUp({ kafka: false, signal, onProgress: say });
      const emulator = await bringUpEmulator({ env, layout, tools, signal });
      started = !emulator.adopted;
      await Promise.all(folders.map((folder) => moveEndpoint(folder, emulator.endpoint)));
      tf = terraformFor(env, layout, tools, emulator.port, signal);
      return emulator.endpoint;
    },
  };
  const steps = folders.toReversed().map((state) => ({
    title: state.name,
    run: async (say: (line: string) => void) => {
      if (tf === undefined) return "";
      const count = await destroyState(tf, state, say);
      destroyed += count;
      return count === 0 ? "nothing there" : `${count} resources destroyed`;
    },
  }));
  try {
    await runSteps(out, [prepare, ...steps]);
  } catch (error) {
    // What ran before this command goes on running; what it started does not.
    if (started) await takeDownEmulator(env);
    throw error;
  }
  return destroyed;
}

async function destroyState(tf: Terraform, state: StateFolder, say: (line: string) => void): Promise<number> {
  await init(tf, state);
  const { length } = await resourcesOf(tf, state);
  if (length === 0) return 0;
  await destroy(tf, state, length, ({ done, total, running }) =>
    say(`${done} of ${total}; ${running.slice(0, 3).join(", ")}`),
  );
  return length;
}

const inWords = ({ environment, destroyed, forgotten }: DownResult): string =>
  `${environment}: ${destroyed === 0 ? "there was nothing to destroy" : `${destroyed} resources destroyed`}` +
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
