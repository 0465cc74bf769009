import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { release } from "../../contracts/release.ts";
import type { Environment } from "../../environments/environment.ts";
import { type AppliedState, applyStage } from "../apply/all-states.ts";
import { applyingSteps } from "../apply/applying.ts";
import type { Settled } from "../apply/outcome.ts";
import { count } from "../checks/wording.ts";
import type { Output } from "../command.ts";
import { type Beyond, beyondEmulation, type EmulatedHealth, judged } from "../health/emulation.ts";
import type { HealthReport } from "../health/report.ts";
import { runChecks } from "../health/run.ts";
import type { Step } from "../report/steps.ts";
import type { Plan } from "../terraform/plan.ts";
import { waitForHealth } from "../up/wait-for-health.ts";
import { have, Stage } from "../workspace/stage.ts";
import { type DestroyingOptions, type Destruction, destroyAll, seeRefused } from "./destroying.ts";
import { inventory } from "./inventory.ts";
import { peakMib } from "./memory.ts";
import { Phases } from "./phases.ts";
import { driftIn, type Replan, replanAll } from "./replan.ts";
import { type RehearsalReport, type RehearsedState, reportOf } from "./report.ts";
import { waitForServices } from "./services.ts";
import { topicsMade } from "./topics.ts";
import { type Sources, sourcesOf, type Upgrade, upgradeIn } from "./upgrade.ts";

/** What is to be rehearsed. */
export interface RehearsalRequest {
  readonly env: Environment;
  /** Whether the machine can run Kafka. */
  readonly kafka: boolean;
  /** Leave the environment up; nothing is destroyed then. */
  readonly keep: boolean;
  /** Revision to come from. @default - none: a first apply. */
  readonly from?: string;
  /** Folder for the plans that follow the apply, as JSON. @default - they are not kept. */
  readonly plans?: string;
  /** What the emulated AWS cannot answer on this machine, beside what it never can. */
  readonly beyond: readonly Beyond[];
  readonly out: Output;
  readonly signal: AbortSignal;
}

type Say = (line: string) => void;

/** One rehearsal under way. Steps are run in the order in which {@link steps} gives them. */
export class Rehearsal {
  readonly #request: RehearsalRequest;
  readonly #stage: Stage;
  readonly #phases = new Phases();
  #commit = "";
  #older: Sources | undefined;
  #upgraded: { readonly from: string; readonly states: Upgrade["states"][number][] } | undefined;
  #applied: readonly AppliedState[] = [];
  #states: readonly RehearsedState[] = [];
  #settling: Promise<readonly Settled[]> | undefined;
  #settled: readonly Settled[] = [];
  #replan: Replan | undefined;
  #health: EmulatedHealth | undefined;
  #destruction: Destruction | undefined;

  constructor(request: RehearsalRequest) {
    this.#request = request;
    const { env, kafka, signal, out } = request;
    this.#stage = new Stage({ env, kafka, signal, note: out.note });
  }

  /** All of it up to where the end of the environment is tried. */
  steps(): Step[] {
    const { from } = this.#request;
    const older: Step[] = [
      { title: `Revision ${from}`, run: () => this.#checkOut(from ?? "") },
      { title: "Its states", run: async () => await this.#applyOlder() },
    ];
    const all: Step[] = [
      { title: "Set-up", run: (say) => this.#prepare(say) },
      { title: "Emulated AWS", run: () => this.#stage.start() },
      ...(from === undefined ? [] : older),
      { title: "States", run: async () => this.#apply() },
      { title: "Services", run: (say) => this.#services(say) },
      { title: "Topics", run: () => topicsMade(this.#request) },
      { title: "Settling", run: () => this.#settle() },
      { title: "Second plan", run: () => this.#planAgain() },
      { title: "Health", run: (say) => this.#lookAtHealth(say) },
    ];
    return all.map((step) => this.#phases.timed(step));
  }

  async #prepare(say: Say): Promise<string> {
    const { plans } = this.#request;
    if (plans !== undefined) await mkdir(plans, { recursive: true });
    const tools = await this.#stage.prepare(say);
    this.#commit = release.parse(JSON.parse(await readFile(this.#stage.release, "utf8"))).commit;
    return tools;
  }

  async #checkOut(from: string): Promise<string> {
    this.#older = await sourcesOf(from);
    return this.#older.commit;
  }

  async #applyOlder(): Promise<Step[]> {
    const { root, commit } = have(this.#older);
    const outDir = join(this.#stage.layout.home, "older");
    const folders = await this.#stage.synthesise({ root, outDir });
    this.#upgraded = { from: commit, states: [] };
    return applyingSteps(
      (onProgress) => applyStage(this.#stage, { onProgress, folders }).states,
      () => {},
    );
  }

  #apply(): Step[] {
    const onPlanned = (planned: Plan): void => void this.#upgraded?.states.push(upgradeIn(planned));
    return applyingSteps(
      (onProgress) => {
        const { states, settled } = applyStage(this.#stage, { onProgress, onPlanned, settle: true });
        this.#settling = settled;
        return states;
      },
      (states) => {
        this.#applied = states;
      },
    );
  }

  async #services(say: Say): Promise<string> {
    this.#states = await inventory(this.#stage.terraform(), this.#stage.folders, this.#applied);
    return await waitForServices(() => this.#stage.at(), this.#request.signal, say);
  }

  async #settle(): Promise<string> {
    this.#settled = await have(this.#settling);
    const noise = this.#settled.flatMap((s) => s.noise).length;
    const drift = this.#settled.flatMap((s) => s.drift).length;
    return `${count(noise, "attribute")} that AWS filled in or spells another way, ${drift} drifted`;
  }

  async #planAgain(): Promise<string> {
    const found = await replanAll(this.#stage.terraform(), this.#stage.folders, this.#request.plans);
    const before = this.#settled.flatMap((s) => driftIn(s.state, s.drift));
    const noise = Map.groupBy(
      this.#settled.flatMap((s) => s.noise),
      (n) => n.rule,
    );
    const settled = Object.fromEntries([...noise].map(([rule, all]) => [rule, all.length]));
    this.#replan = { changes: found.changes, drift: [...before, ...found.drift], settled };
    return `${count(found.changes.length, "change")}, ${count(this.#replan.drift.length, "attribute")} drifted`;
  }

  async #lookAtHealth(say: (line: string) => void): Promise<string> {
    const { env, beyond, signal } = this.#request;
    const all = [...beyond, ...beyondEmulation];
    const look = (): Promise<HealthReport> => runChecks(env, { emulated: true, signal });
    const unwell = (seen: HealthReport) => judged(seen, env, all).unwell;
    const report = await waitForHealth({ look, unwell, say, signal });
    this.#health = judged(report, env, all);
    return this.#health.verdict;
  }

  /** Tries to destroy the environment, as its safety wants it. */
  async destroy(): Promise<void> {
    const { env, keep, out, signal } = this.#request;
    if (keep) {
      this.#destruction = { kind: "kept", findings: [] };
      return;
    }
    this.#phases.begin("Destroy");
    const options: DestroyingOptions = { env, stage: this.#stage, out, signal };
    this.#destruction = await (env.safety === "protected" ? seeRefused(options) : destroyAll(options));
  }

  /** What all of it came to. */
  async report(): Promise<RehearsalReport> {
    const { env } = this.#request;
    const peak = await peakMib(this.#stage.emulator.process.pid);
    return reportOf({
      environment: env.name,
      profile: env.profile.name,
      commit: this.#commit,
      states: this.#states,
      ...(this.#upgraded === undefined ? {} : { upgrade: this.#upgraded }),
      replan: have(this.#replan),
      health: have(this.#health),
      destruction: have(this.#destruction),
      ...this.#phases.end(),
      ...(peak === undefined ? {} : { peakMib: peak }),
    });
  }

  /** Ends the watch over the emulated AWS and removes the older revision. */
  async end(): Promise<void> {
    await this.#stage.end();
    await this.#older?.remove();
  }
}
