import type { Environment } from "../../environments/environment.ts";
import { layoutOf } from "../../local/layout.ts";
import { count } from "../checks/wording.ts";
import type { Output } from "../command.ts";
import { environmentHome } from "../home.ts";
import { runSteps, type Step } from "../report/steps.ts";
import { setUp } from "../setup/set-up.ts";
import { destroyPlanned, planEnd } from "../terraform/end.ts";
import { discardPlan, type Plan } from "../terraform/plan.ts";
import { moveEndpoint } from "../terraform/resources.ts";
import { foldersOf } from "../terraform/synth.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { bringUpEmulator, takeDownEmulator } from "./emulated.ts";
import { terraformFor } from "./terraform.ts";

/** What is to be destroyed. */
export interface DestructionOptions {
  readonly env: Environment;
  readonly out: Output;
  readonly signal: AbortSignal;
}

/** States that belong to the account and to every environment in it: they stay when one of these goes. */
const ofAccount: readonly string[] = ["bootstrap", "account"];

/** The states that are the environment's own. */
export const ofEnvironment = (states: readonly StateFolder[]): readonly StateFolder[] =>
  states.filter(({ name }) => !ofAccount.includes(name));

/** The end of an environment: first planned, then done exactly as planned. */
export class Destruction {
  readonly #options: DestructionOptions;
  #folders: readonly StateFolder[] = [];
  #terraform: Terraform | undefined;
  #started = false;
  #plans: readonly Plan[] = [];
  #destroyed = 0;

  constructor(options: DestructionOptions) {
    this.#options = options;
  }

  /** What goes, in the order in which it goes: states from the last to the first, because some read from others. */
  get plans(): readonly Plan[] {
    return this.#plans;
  }

  /** Resources destroyed so far. */
  get destroyed(): number {
    return this.#destroyed;
  }

  /** Brings the emulated AWS up and plans the end of every state. Destroys nothing; does nothing where nothing is. */
  async plan(): Promise<void> {
    const { env, out } = this.#options;
    this.#folders = ofEnvironment(await foldersOf(layoutOf(environmentHome(env)).terraform)).toReversed();
    if (this.#folders.length === 0) return;
    await runSteps(out, [
      { title: "Emulated AWS", run: (say) => this.#connect(say) },
      { title: "Plan", run: (say) => this.#planAll(say) },
    ]);
  }

  /** Applies the plans. */
  async run(): Promise<void> {
    await runSteps(
      this.#options.out,
      this.#plans.map((planned) => this.#stepOf(planned)),
    );
  }

  /** Afterwards, however it went: no plan stays on disk, and unless all went well, what was started here ends. */
  async end(well: boolean): Promise<void> {
    await Promise.all(this.#folders.map(discardPlan));
    // What ran before this command goes on running.
    if (!well && this.#started) await takeDownEmulator(this.#options.env);
  }

  async #connect(say: (line: string) => void): Promise<string> {
    const { env, signal } = this.#options;
    const layout = layoutOf(environmentHome(env));
    const tools = await setUp({ kafka: false, signal, onProgress: say });
    const emulator = await bringUpEmulator({ env, layout, tools, signal });
    this.#started = !emulator.adopted;
    await Promise.all(this.#folders.map((folder) => moveEndpoint(folder, emulator.endpoint)));
    this.#terraform = terraformFor(env, layout, tools, emulator.port, signal);
    return emulator.endpoint;
  }

  async #planAll(say: (line: string) => void): Promise<string> {
    const tf = this.#terraform;
    if (tf === undefined) return "";
    say("terraform plan -destroy");
    const ends = await Promise.allSettled(this.#folders.map((folder) => planEnd(tf, folder)));
    this.#plans = ends.flatMap((end) => {
      // Thrown only now, when no other Terraform runs any more.
      if (end.status === "rejected") throw end.reason;
      return end.value === undefined || end.value.empty ? [] : [end.value];
    });
    return `${count(
      this.#plans.reduce((n, p) => n + p.counts.remove, 0),
      "resource",
    )} to destroy`;
  }

  #stepOf(planned: Plan): Step {
    return {
      title: planned.state.name,
      run: async (say) => {
        const tf = this.#terraform;
        if (tf === undefined) return "";
        await destroyPlanned(tf, planned, {
          onProgress: ({ done, total, running }) => say(`${done} of ${total}; ${running.slice(0, 3).join(", ")}`),
          onAgain: () => this.#options.out.note(`${planned.state.name}: not all of it went; looking again`),
        });
        this.#destroyed += planned.counts.remove;
        return `${count(planned.counts.remove, "resource")} destroyed`;
      },
    };
  }
}
