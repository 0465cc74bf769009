import { BugError } from "../../contracts/errors.ts";
import type { Environment } from "../../environments/environment.ts";
import { originOf } from "../../environments/recovery-site.ts";
import type { Emulator } from "../../local/emulator.ts";
import { fetchKafka } from "../../local/kafka.ts";
import { type Layout, layoutOf } from "../../local/layout.ts";
import { environmentHome } from "../home.ts";
import { findAt } from "../probes/created/find.ts";
import type { LookOptions } from "../probes/look.ts";
import { setUp, type Toolbox } from "../setup/set-up.ts";
import { initAll } from "../terraform/init.ts";
import { synthesise } from "../terraform/synth.ts";
import type { StateFolder, Terraform } from "../terraform/terraform.ts";
import { assertNobodyWrites } from "../terraform/writer.ts";
import { buildRelease } from "./build.ts";
import { bringUpEmulator, type EmulatedOptions, recordOf } from "./emulated.ts";
import { type Guard, guard } from "./guard.ts";
import { pointAt } from "./pointing.ts";
import { terraformFor } from "./terraform.ts";

const restartLimitMs = 60_000;

/** What is to be set up. */
export interface StageOptions {
  readonly env: Environment;
  /** Real Kafka brokers for the environment's MSK cluster. */
  readonly kafka: boolean;
  /** Folder of the Terraform JSON. @default - that of the environment's layout. */
  readonly workDir?: string;
  readonly signal: AbortSignal;
  readonly note: (line: string) => void;
}

/** What the emulated AWS and Terraform of one environment need, from the tools of the machine to applied states. */
export class Stage {
  readonly #options: StageOptions;
  readonly #layout: Layout;
  #tools: Toolbox | undefined;
  #kafkaHome: string | undefined;
  #release = "";
  #emulator: Emulator | undefined;
  #guard: Guard | undefined;
  #folders: readonly StateFolder[] = [];
  /** Resolves when no Terraform works on the states. */
  #applying: Promise<unknown> = Promise.resolve();
  /** Resolves when the states hold the address at which the emulated AWS is. */
  #moving: Promise<void> = Promise.resolve();

  constructor(options: StageOptions) {
    this.#options = options;
    this.#layout = layoutOf(environmentHome(options.env));
  }

  get layout(): Layout {
    return this.#layout;
  }

  /** States, each after those that it reads from. */
  get folders(): readonly StateFolder[] {
    return this.#folders;
  }

  /** Path of the release file that the states are made from. */
  get release(): string {
    return this.#release;
  }

  get emulator(): Emulator {
    return have(this.#emulator);
  }

  /** Tools and programs. */
  async prepare(say: (line: string) => void): Promise<string> {
    const { env, kafka, signal } = this.#options;
    const tools = await setUp({ kafka, signal, onProgress: say });
    this.#tools = tools;
    if (kafka) {
      say("Apache Kafka");
      this.#kafkaHome = await fetchKafka({ python: tools.python, toolsDir: tools.toolsDir, signal });
    }
    say("programs");
    this.#release = await buildRelease(env, this.#layout, this.#kafkaHome);
    return `Terraform ${tools.terraformVersion}, Python ${tools.pythonVersion}`;
  }

  /** The emulated AWS, and meanwhile the Terraform JSON. */
  async start(): Promise<string> {
    const { env, signal, note } = this.#options;
    const tools = have(this.#tools);
    const kafkaHome = this.#kafkaHome === undefined ? {} : { kafkaHome: this.#kafkaHome };
    const options = { env, layout: this.#layout, tools, ...kafkaHome, signal };
    const { port: wanted } = await recordOf(env);
    const starting = bringUpEmulator(options).then((emulator) => {
      this.#emulator = emulator;
      return emulator;
    });
    const synthesising = this.synthesise();
    // Both end before either's error is thrown: end() has to know an emulated AWS that came up beside a failure.
    await Promise.allSettled([starting, synthesising]);
    const [emulator, folders] = await Promise.all([starting, synthesising]);
    // An apply outlives whoever started it: a killed `cap up` may have left one.
    assertNobodyWrites(folders);
    this.#folders = folders;
    await pointAt(env, emulator, folders);
    // Also after Ctrl-C: what runs in it can be ended by it alone.
    const lasting = (): AbortSignal => (signal.aborted ? AbortSignal.timeout(restartLimitMs) : signal);
    this.#guard = guard(emulator, () => this.#again({ ...options, restart: true, signal: lasting() }), note);
    const moved = emulator.port === wanted ? "" : `, because port ${wanted} is taken`;
    return `${emulator.endpoint}${emulator.adopted ? ", was running" : ""}${moved}`;
  }

  /**
   * Synthesises the environment and initialises its states; needs no emulated AWS.
   *
   * @param source the sources of another revision, and where its Terraform JSON goes. @default - our own
   */
  async synthesise(source?: { readonly root: string; readonly outDir: string }): Promise<readonly StateFolder[]> {
    const { env, signal } = this.#options;
    const tools = have(this.#tools);
    const { name: environment, site } = originOf(env);
    const folders = await synthesise({
      node: tools.node,
      ...(source === undefined ? {} : { root: source.root }),
      states: `${this.#layout.terraform}/states`,
      environment,
      profile: env.profile.name,
      site,
      emulated: true,
      release: this.#release,
      outDir: source?.outDir ?? this.#options.workDir ?? this.#layout.terraform,
      signal,
    });
    const tf = terraformFor(env, this.#layout, tools, 0, signal);
    await initAll(tf, folders);
    return folders;
  }

  /** Starts the emulated AWS once more; when its port was taken meanwhile, everything follows it to another. */
  async #again(options: EmulatedOptions): Promise<Emulator> {
    const { env, note } = this.#options;
    const before = have(this.#emulator);
    const emulator = await bringUpEmulator(options);
    // A restart does not change whose it is to stop.
    this.#emulator = { ...emulator, adopted: before.adopted };
    if (emulator.port === before.port) return emulator;
    note(`it answers at ${emulator.endpoint} now, because port ${before.port} is taken`);
    this.#moving = pointAt(env, emulator, this.#folders, this.#applying).catch((error: unknown) =>
      note(`its new address could not be written into the states: ${String(error)}; the next cap up writes it`),
    );
    return emulator;
  }

  /** Terraform against the emulated AWS. */
  terraform(): Terraform {
    const { env, signal } = this.#options;
    const { port } = have(this.#emulator);
    return { ...terraformFor(env, this.#layout, have(this.#tools), port, signal), find: findAt(() => this.at()) };
  }

  /** Terraform works on the states until then: their endpoint is not moved meanwhile. */
  busyUntil(done: Promise<unknown>): void {
    this.#applying = Promise.allSettled([done]);
  }

  /** Rejects when the emulated AWS cannot be kept running; never resolves. */
  gaveUp(): Promise<never> {
    return have(this.#guard).gaveUp;
  }

  /** How often the emulated AWS had to be started again. */
  restarts(): number {
    return this.#guard?.restarts() ?? 0;
  }

  /** Ends the watch over the emulated AWS. True when it was started here, so that it is ours to stop. */
  async end(): Promise<boolean> {
    await this.#guard?.stop();
    await this.#moving;
    return this.#emulator?.adopted === false;
  }

  /** Where to look at the environment. */
  at(): LookOptions {
    const { env, signal } = this.#options;
    return { env, home: this.#layout.home, endpoint: have(this.#emulator).endpoint, signal };
  }
}

/** What a step was to leave for those after it. */
export function have<T>(value: T | undefined): T {
  if (value === undefined) throw new BugError("a step ran before the one it builds on");
  return value;
}
