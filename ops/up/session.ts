import type { Environment } from "../../environments/environment.ts";
import { type AppliedState, applyStage, type StateProgress } from "../apply/all-states.ts";
import { count } from "../checks/wording.ts";
import { judged } from "../health/emulation.ts";
import { onEmulation } from "../health/on-emulation.ts";
import type { HealthReport } from "../health/report.ts";
import { runChecks } from "../health/run.ts";
import type { LookOptions } from "../probes/look.ts";
import { StepFailure } from "../report/steps.ts";
import { readRunning, writeRunning } from "../running.ts";
import { reconcile } from "../topics/topics.ts";
import { needsKafka } from "../workspace/kafka.ts";
import { have, Stage } from "../workspace/stage.ts";
import { beginInJournal } from "./in-journal.ts";
import { type Ingested, ingest } from "./ingest/ingest.ts";
import { noEvents } from "./ingest/outcomes.ts";
import { type Sources, sampleSources, sourcesIn } from "./ingest/sources.ts";
import { readRuntime, servicesReady } from "./ready.ts";
import { healthSummary, type Summary, urlsOf } from "./summary.ts";
import { waitForHealth } from "./wait-for-health.ts";

const sampleSeed = 7;
const sampleEvents = 2_000;
/** Brokers that start with everything else, on a machine that is slow. */
const busLimitMs = 120_000;

/** What a person asked `cap up` for. */
export interface UpRequest {
  readonly env: Environment;
  /** Folder of CloudTrail files. @default - a sample day, the first time. */
  readonly events?: string;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

type Say = (line: string) => void;

/** One `cap up` under way: what each step needs of the steps before it. Steps are called in the order they stand here. */
export class Session {
  readonly #request: UpRequest;
  readonly #stage: Stage;
  readonly #began = performance.now();
  #applied: readonly AppliedState[] = [];
  #ingested: Ingested | undefined;
  #sources: Sources | undefined;
  #health: HealthReport | undefined;
  #loadBalancer = "";
  /** Writes the last entry of the journal. */
  #ended: Awaited<ReturnType<typeof beginInJournal>> | undefined;
  /** Resolves when it is written. */
  #recorded: Promise<void> = Promise.resolve();

  constructor(request: UpRequest) {
    this.#request = request;
    this.#stage = new Stage({ ...request, kafka: needsKafka(request.env) });
  }

  /** Tools and programs; the folder of events is looked at first, so that a wrong path costs no minute. */
  async prepare(say: Say): Promise<string> {
    const { events } = this.#request;
    if (events !== undefined) this.#sources = await sourcesIn(events);
    return await this.#stage.prepare(say);
  }

  /** The emulated AWS, and meanwhile the Terraform JSON. */
  start(): Promise<string> {
    return this.#stage.start();
  }

  /** Says in the journal that the states are being written from now on. */
  async begin(): Promise<void> {
    const { env, note } = this.#request;
    this.#ended = await beginInJournal({ env, operation: "apply", note });
  }

  /** Begins to apply every state; one promise per state. */
  apply(onProgress: (state: string, p: StateProgress) => void): ReadonlyMap<string, Promise<AppliedState>> {
    const { states } = applyStage(this.#stage, { onProgress });
    this.#recorded = this.#record(states);
    return states;
  }

  async #record(states: ReadonlyMap<string, Promise<AppliedState>>): Promise<void> {
    const ends = await Promise.allSettled(states.values());
    const results = [...states.keys()].map((name, i) => ({
      name,
      result: ends[i]?.status === "fulfilled" ? "applied" : "not applied",
    }));
    const well = ends.every(({ status }) => status === "fulfilled");
    const result = well ? "ok" : this.#request.signal.aborted ? "interrupted" : "failed";
    await this.#ended?.({ result, states: results });
  }

  /** Keeps what came of the states. */
  applied(states: readonly AppliedState[]): void {
    this.#applied = states;
  }

  async services(say: Say): Promise<string> {
    const { services, tasks } = await servicesReady(() => this.at(), this.#request.signal, say);
    return `${count(services, "service")}, ${count(tasks, "task")}`;
  }

  /** Topics as their contracts say. A bus whose brokers are still starting is waited for. */
  async topics(): Promise<string> {
    const { env, signal } = this.#request;
    const out = { interactive: false, note: () => {} };
    const { made } = await reconcile({ env, emulated: true, out, signal, startsWithinMs: busLimitMs });
    return made.length === 0 ? "as they should be" : made.map(({ kind, topic }) => `${kind} ${topic.name}`).join(", ");
  }

  /** Brings the events in; without a folder a sample day, once in an environment's life. */
  async events(say: Say): Promise<string> {
    const { env, signal } = this.#request;
    const manifest = await readRuntime(() => this.at(), signal);
    this.#loadBalancer = manifest.loadBalancer.name;
    const record = await readRunning(env);
    if (this.#sources === undefined && record?.seeded === true) return "none in this run";
    const sources = this.#sources ?? (await sampleSources(sampleSeed, sampleEvents));
    const bus = { url: manifest.bus.url, baseDir: this.#stage.layout.volumes };
    this.#ingested = await ingest({ env, sources, bus, signal, say });
    const now = await readRunning(env);
    if (now !== undefined) await writeRunning(env, { ...now, seeded: true });
    const { in: all, kept, dropped, deadLettered } = this.#ingested.events;
    return `${all} in = ${kept} kept + ${dropped} dropped + ${deadLettered} dead-lettered`;
  }

  /** StepFailure for any verdict but ok: the summary has it all the same. */
  async health(say: Say): Promise<string> {
    const { env, signal } = this.#request;
    const look = (): Promise<HealthReport> => runChecks(env, { emulated: true, signal });
    const unwell = (seen: HealthReport) => judged(seen, env).unwell;
    this.#health = onEmulation(await waitForHealth({ look, unwell, say, signal }), env);
    const { verdict } = this.#health;
    if (verdict !== "ok") throw new StepFailure(verdict);
    return verdict;
  }

  /** What all of it came to. */
  summary(): Summary {
    const { endpoint } = this.#stage.emulator;
    return {
      environment: this.#request.env.name,
      states: this.#applied,
      resources: this.#applied.reduce((n, s) => n + s.resources, 0),
      events: this.#ingested?.events ?? noEvents,
      ignored: this.#sources?.ignored ?? [],
      health: healthSummary(have(this.#health)),
      urls: urlsOf(endpoint, this.#loadBalancer),
      seconds: Math.round((performance.now() - this.#began) / 100) / 10,
    };
  }

  /** Rejects when the emulated AWS cannot be kept running; never resolves. */
  gaveUp(): Promise<never> {
    return this.#stage.gaveUp();
  }

  /** Ends the watch over the emulated AWS. True when this session started the emulated AWS, so that it is ours to stop. */
  async end(): Promise<boolean> {
    await this.#recorded;
    return await this.#stage.end();
  }

  /** Where to look at the environment. */
  at(): LookOptions {
    return this.#stage.at();
  }
}
