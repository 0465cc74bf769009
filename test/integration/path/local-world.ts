import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openObjects } from "../../../adapters/objects/open.ts";
import type { Objects } from "../../../adapters/objects/port.ts";
import { openQueue } from "../../../adapters/queue/open.ts";
import type { Queue } from "../../../adapters/queue/port.ts";
import { type Audit, audit } from "./audit.ts";
import { notificationOf } from "./events.ts";
import { Task } from "./task.ts";

/** The whole path on embedded ports: buckets as folders; queue, table and bus in SQLite files. */
export class LocalWorld {
  readonly folder: string;
  readonly #landing: Objects;
  readonly #queue: Queue;
  readonly #started: Task[] = [];

  private constructor(folder: string, landing: Objects, queue: Queue) {
    this.folder = folder;
    this.#landing = landing;
    this.#queue = queue;
  }

  static async open(folder = mkdtempSync(join(tmpdir(), "cap-path-"))): Promise<LocalWorld> {
    const landing = await openObjects(`file:${join(folder, "landing")}`);
    return new LocalWorld(folder, landing, await openQueue(`sqlite:${join(folder, "queue.sqlite")}`));
  }

  /** Where a bucket's objects lie. */
  path(...parts: readonly string[]): string {
    return join(this.folder, ...parts);
  }

  /** Environment of the tasks. */
  env(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      LANDING_BUCKET: `file:${this.path("landing")}`,
      QUARANTINE_BUCKET: `file:${this.path("quarantine")}`,
      BRONZE_BUCKET: `file:${this.path("bronze")}`,
      SILVER_BUCKET: `file:${this.path("silver")}`,
      QUEUE_URL: `sqlite:${this.path("queue.sqlite")}`,
      OBJECTS_TABLE: `sqlite:${this.path("store.sqlite")}`,
      BUS_URL: `sqlite:${this.path("bus.sqlite")}`,
      BATCH_RECORDS: "40",
      BATCH_WAIT_MS: "30",
      SWEEP_EVERY_MS: "500",
      ...more,
    };
  }

  start(service: "collect" | "lake", more: Readonly<Record<string, string>> = {}): Task {
    const task = new Task(service, this.env(more));
    this.#started.push(task);
    return task;
  }

  /** Everything that its tasks have logged. */
  get log(): string {
    return this.#started.map((task) => task.output).join("");
  }

  /** A file lands; its notification follows unless it is lost. */
  async land(
    key: string,
    bytes: Uint8Array,
    options: { readonly notified: boolean } = { notified: true },
  ): Promise<void> {
    const { etag } = await this.#landing.put(key, bytes);
    if (options.notified) await this.notify(key, { size: bytes.byteLength, etag });
  }

  /** A notification, whether or not there is such an object. */
  async notify(key: string, info: { readonly size: number; readonly etag: string }): Promise<void> {
    await this.#queue.send([notificationOf(key, info)]);
  }

  /** Waits until bronze accounts for so many sources and silver has what bronze keeps; gives what the lake says then. */
  async settled(sources: number, limitMs: number): Promise<Audit> {
    const deadline = Date.now() + limitMs;
    for (;;) {
      const seen = await audit(this.folder);
      const n = seen.kept + seen.dropped + seen.deadLettered;
      if (n >= sources && seen.silverIds.length >= seen.keptIds.length) return seen;
      if (Date.now() > deadline) throw new Error(`${n} of ${sources} sources are in the lake after ${limitMs} ms`);
      await sleep(200);
    }
  }
}
