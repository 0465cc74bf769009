import { BugError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { environmentNamed } from "../../environments/index.ts";
import type { Emulator } from "../../local/emulator.ts";
import { fetchKafka } from "../../local/kafka.ts";
import { type Layout, layoutOf } from "../../local/layout.ts";
import type { HealthReport } from "../health/report.ts";
import { environmentHome } from "../home.ts";
import type { LookOptions } from "../probes/look.ts";
import { readRunning, writeRunning } from "../running.ts";
import { setUp, type Toolbox } from "../setup/set-up.ts";
import { init } from "../terraform/init.ts";
import { synthesise } from "../terraform/synth.ts";
import type { StateFolder } from "../terraform/terraform.ts";
import { buildRelease } from "./build.ts";
import { bringUpEmulator, type EmulatedOptions, recordOf } from "./emulated.ts";
import { type Guard, guard } from "./guard.ts";
import { type Ingested, ingest } from "./ingest/ingest.ts";
import { noEvents } from "./ingest/outcomes.ts";
import { type Sources, sampleSources, sourcesIn } from "./ingest/sources.ts";
import { pointAt } from "./pointing.ts";
import { healthOf, readRuntime, servicesReady } from "./ready.ts";
import { type AppliedState, applyStates, type StateProgress } from "./states.ts";
import { healthSummary, type Summary, urlsOf } from "./summary.ts";
import { terraformFor } from "./terraform.ts";

const restartLimitMs = 60_000;
const sampleSeed = 7;
const sampleEvents = 2_000;

/** What a person asked `cap up` for. */
export interface UpRequest {
  readonly env: Environment;
  /** Real Kafka brokers in the place of the embedded bus. */
  readonly kafka: boolean;
  /** Folder of CloudTrail files. @default - a sample day, the first time. */
  readonly events?: string;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

type Say = (line: string) => void;

/** One `cap up` under way: what each step needs of the steps before it. Steps are called in the order they stand here. */
export class Session {
  readonly #request: UpRequest;
  readonly #env: Environment;
  readonly #layout: Layout;
  readonly #began = performance.now();
  #tools: Toolbox | undefined;
  #kafkaHome: string | undefined;
  #release = "";
  #emulator: Emulator | undefined;
  #guard: Guard | undefined;
  #folders: readonly StateFolder[] = [];
  #applied: readonly AppliedState[] = [];
  #ingested: Ingested | undefined;
  #sources: Sources | undefined;
  #health: HealthReport | undefined;
  #loadBalancer = "";
  /** Resolves when no Terraform works on the states. */
  #applying: Promise<unknown> = Promise.resolve();
  /** Resolves when the states hold the address at which the emulated AWS is. */
  #moving: Promise<void> = Promise.resolve();

  constructor(request: UpRequest) {
    this.#request = request;
    this.#env = request.kafka ? environmentNamed(request.env.name, "kafka") : request.env;
    this.#layout = layoutOf(environmentHome(request.env));
  }

  /** Tools and programs; the folder of events is looked at first, so that a wrong path costs no minute. */
  async prepare(say: Say): Promise<string> {
    const { events, kafka, signal } = this.#request;
    if (events !== undefined) this.#sources = await sourcesIn(events);
    const [tools, release] = await Promise.all([
      setUp({ kafka, signal, onProgress: say }),
      buildRelease(this.#env, this.#layout),
    ]);
    this.#tools = tools;
    this.#release = release;
    if (kafka) {
      say("Apache Kafka");
      this.#kafkaHome = await fetchKafka({ python: tools.python, toolsDir: tools.toolsDir, signal });
    }
    return `Terraform ${tools.terraformVersion}, Python ${tools.pythonVersion}`;
  }

  /** The emulated AWS, and meanwhile the Terraform JSON. */
  async start(): Promise<string> {
    const { signal, note } = this.#request;
    const tools = have(this.#tools);
    const kafkaHome = this.#kafkaHome === undefined ? {} : { kafkaHome: this.#kafkaHome };
    const options = { env: this.#env, layout: this.#layout, tools, ...kafkaHome, signal };
    const { port: wanted } = await recordOf(this.#env);
    const starting = bringUpEmulator(options).then((emulator) => {
      this.#emulator = emulator;
      return emulator;
    });
    const synthesising = this.#initialised(tools);
    // Both end before either's error is thrown: end() has to know an emulated AWS that came up beside a failure.
    await Promise.allSettled([starting, synthesising]);
    const [emulator, folders] = await Promise.all([starting, synthesising]);
    this.#folders = folders;
    await pointAt(this.#env, emulator, folders);
    // Also after Ctrl-C: what runs in it can be ended by it alone.
    const lasting = (): AbortSignal => (signal.aborted ? AbortSignal.timeout(restartLimitMs) : signal);
    this.#guard = guard(emulator, () => this.#again({ ...options, signal: lasting() }), note);
    const moved = emulator.port === wanted ? "" : `, because port ${wanted} is taken`;
    return `${emulator.endpoint}${emulator.adopted ? ", was running" : ""}${moved}`;
  }

  /** Starts the emulated AWS once more; when its port was taken meanwhile, everything follows it to another. */
  async #again(options: EmulatedOptions): Promise<Emulator> {
    const before = have(this.#emulator);
    const emulator = await bringUpEmulator(options);
    // A restart does not change whose it is to stop.
    this.#emulator = { ...emulator, adopted: before.adopted };
    if (emulator.port === before.port) return emulator;
    const { note } = this.#request;
    note(`it answers at ${emulator.endpoint} now, because port ${before.port} is taken`);
    this.#moving = pointAt(this.#env, emulator, this.#folders, this.#applying).catch((error: unknown) =>
      note(`its new address could not be written into the states: ${String(error)}; the next cap up writes it`),
    );
    return emulator;
  }

  /** Needs no emulated AWS, so it is done while that starts. */
  async #initialised(tools: Toolbox): Promise<readonly StateFolder[]> {
    const folders = await this.#synthesise(tools);
    const tf = terraformFor(this.#env, this.#layout, tools, 0, this.#request.signal);
    await Promise.all(folders.map((folder) => init(tf, folder)));
    return folders;
  }

  #synthesise(tools: Toolbox): Promise<readonly StateFolder[]> {
    return synthesise({
      node: tools.node,
      environment: this.#env.name,
      profile: this.#env.profile.name,
      emulated: true,
      release: this.#release,
      outDir: this.#layout.terraform,
      signal: this.#request.signal,
    });
  }

  /** Begins to apply every state; one promise per state. */
  apply(onProgress: (state: string, p: StateProgress) => void): ReadonlyMap<string, Promise<AppliedState>> {
    const { port } = have(this.#emulator);
    const tf = terraformFor(this.#env, this.#layout, have(this.#tools), port, this.#request.signal);
    const states = applyStates(tf, this.#folders, onProgress);
    this.#applying = Promise.allSettled(states.values());
    return states;
  }

  /** Keeps what came of the states. */
  applied(states: readonly AppliedState[]): void {
    this.#applied = states;
  }

  async services(say: Say): Promise<string> {
    const at = this.at();
    const { services, tasks } = await servicesReady(at, this.#request.signal, say);
    return `${services} services, ${tasks} tasks`;
  }

  /** Brings the events in; without a folder a sample day, once in an environment's life. */
  async events(say: Say): Promise<string> {
    const manifest = await readRuntime(this.at(), this.#request.signal);
    this.#loadBalancer = manifest.loadBalancer.name;
    const record = await readRunning(this.#env);
    if (this.#sources === undefined && record?.seeded === true) return "none in this run";
    const sources = this.#sources ?? (await sampleSources(sampleSeed, sampleEvents));
    this.#ingested = await ingest({
      env: this.#env,
      sources,
      bus: { url: manifest.bus.url, baseDir: this.#layout.volumes },
      signal: this.#request.signal,
      say,
    });
    const now = await readRunning(this.#env);
    if (now !== undefined) await writeRunning(this.#env, { ...now, seeded: true });
    const { in: all, kept, dropped, deadLettered } = this.#ingested.events;
    return `${all} in = ${kept} kept + ${dropped} dropped + ${deadLettered} dead-lettered`;
  }

  async health(): Promise<string> {
    this.#health = await healthOf(this.#env, this.#request.signal);
    return this.#health.verdict;
  }

  /** What all of it came to. */
  summary(): Summary {
    const { endpoint } = have(this.#emulator);
    return {
      environment: this.#env.name,
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
    return have(this.#guard).gaveUp;
  }

  /** Ends the watch over the emulated AWS. True when this session started the emulated AWS, so that it is ours to stop. */
  async end(): Promise<boolean> {
    await this.#guard?.stop();
    await this.#moving;
    return this.#emulator?.adopted === false;
  }

  /** Where to look at the environment. */
  at(): LookOptions {
    const { endpoint } = have(this.#emulator);
    return { env: this.#env, home: this.#layout.home, endpoint, signal: this.#request.signal };
  }
}

function have<T>(value: T | undefined): T {
  if (value === undefined) throw new BugError("a step of cap up ran before the one it builds on");
  return value;
}
