import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** One of our services as a process of its own, which the test may kill. */
export class Task {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  /** Resolves when it has said that it started, or has ended. */
  readonly #begun: Promise<unknown>;
  /** Everything it logged. */
  output = "";

  constructor(service: "collect" | "lake", env: Readonly<Record<string, string>>) {
    const common = { CAP_ENV: "test", TASK_ADDRESS: "127.0.0.1", METRICS_PORT: "0", NODE_OPTIONS: "" };
    this.#child = spawn(join(root, "node_modules/.bin/node"), [join(root, "services", service, "main.ts")], {
      env: { PATH: process.env.PATH, ...common, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const started = Promise.withResolvers<void>();
    const keep = (chunk: Buffer): void => {
      this.output += chunk.toString();
      if (this.output.includes('"msg":"started"')) started.resolve();
    };
    this.#child.stdout?.on("data", keep);
    this.#child.stderr?.on("data", keep);
    // What it said last may come after it has ended; only then is its output closed.
    this.#ended = new Promise((resolve) => this.#child.once("close", (code) => resolve(code)));
    this.#begun = Promise.race([started.promise, this.#ended]);
  }

  /** Whether the process still runs. */
  get runs(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** kill -9, and wait until it is gone. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  /** SIGTERM, once it has begun to listen for it; its exit code. */
  async stop(): Promise<number | null> {
    await this.#begun;
    this.#child.kill("SIGTERM");
    return await this.#ended;
  }

  /** Waits until it ends by itself; its exit code. */
  async ended(): Promise<number | null> {
    return await this.#ended;
  }
}
