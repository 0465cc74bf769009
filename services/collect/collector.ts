import type { Bus, BusRecord } from "../../adapters/bus/port.ts";
import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import type { Store } from "../../adapters/store/port.ts";
import { type ObjectReceipt, tables } from "../../contracts/tables.ts";
import { topics } from "../../contracts/topics.ts";
import type { Log } from "../runtime/log.ts";
import type { Metrics } from "../runtime/metrics.ts";
import { inParallel } from "../runtime/parallel.ts";
import { retrying } from "../runtime/retry.ts";
import type { Candidate } from "./candidate.ts";
import { type Contents, goneObject, openObject, tooLargeObject } from "./contents.ts";

/** What collect works with. */
export interface CollectParts {
  readonly bus: Bus;
  readonly landing: Objects;
  readonly quarantine: Objects;
  readonly store: Store;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly stop: AbortSignal;
  /** Objects larger than this are dead-lettered unread, bytes. */
  readonly maxObjectBytes: number;
  /** Opened bytes of one go, and of one object: what opens to more is a dead letter. */
  readonly goBytes: number;
}

const readsAtOnce = 16;
/** Largest sum of values in one send, bytes. */
const sendBytes = 16 * 1024 * 1024;

/** Collects objects; the workers and the sweep share one, so that no object is collected twice at once. */
export class Collector {
  readonly #parts: CollectParts;
  readonly #underWay = new Set<string>();

  constructor(parts: CollectParts) {
    this.#parts = parts;
  }

  /** Opened bytes that one call of {@link collect} may bring, as far as the caller can tell. */
  get goBytes(): number {
    return this.#parts.goBytes;
  }

  /**
   * Brings the events of these objects to the bus, then writes their receipts. Answers the keys that are done (now or
   * before); the others could not be read, and stay for the queue or the sweep to bring again.
   */
  async collect(candidates: readonly Candidate[]): Promise<ReadonlySet<string>> {
    const mine = candidates.filter(({ key }) => !this.#underWay.has(key));
    for (const { key } of mine) this.#underWay.add(key);
    try {
      return await this.#collect([...new Map(mine.map((c) => [c.key, c])).values()]);
    } finally {
      for (const { key } of mine) this.#underWay.delete(key);
    }
  }

  async #collect(candidates: readonly Candidate[]): Promise<ReadonlySet<string>> {
    const receipts = await this.#receipts(candidates.map(({ key }) => key));
    const isNew = ({ key, etag }: Candidate): boolean => {
      const receipt = receipts.get(key);
      return receipt?.bus_id !== this.#parts.bus.id || (etag !== "" && receipt.etag !== etag);
    };
    const wanted = candidates.filter(isNew);
    const opened = await inParallel(readsAtOnce, wanted, (candidate) => this.#open(candidate));
    const contents = opened.filter((c) => c !== undefined);
    // Taken before the send: whatever the lake writes of these events, it writes later.
    const collectedAt = new Date().toISOString();
    await this.#send(contents.flatMap((c) => c.records));
    await this.#sign(contents, collectedAt);
    this.#count(contents);
    const failed = new Set(wanted.filter((_, i) => opened[i] === undefined).map(({ key }) => key));
    return new Set(candidates.map(({ key }) => key).filter((key) => !failed.has(key)));
  }

  async #receipts(keys: readonly string[]): Promise<ReadonlyMap<string, ObjectReceipt>> {
    if (keys.length === 0) return new Map();
    const wanted = keys.map((source_key) => ({ source_key }));
    const items = await this.#patiently("read receipts", () => this.#parts.store.getMany(tables.objects, wanted));
    return new Map(items.map((item) => [String(item.source_key), item as unknown as ObjectReceipt]));
  }

  /** Undefined when we may not read the object: somebody has to grant it, and one object must not stop the others. */
  async #open(candidate: Candidate): Promise<Contents | undefined> {
    const { landing, quarantine, log, maxObjectBytes, goBytes } = this.#parts;
    if (candidate.size > maxObjectBytes) return tooLargeObject(candidate, maxObjectBytes);
    try {
      const contents = openObject(candidate, await landing.get(candidate.key), goBytes);
      for (const { key, bytes } of contents.quarantined) await quarantine.put(key, bytes);
      return contents;
    } catch (cause) {
      if (!(cause instanceof ObjectsError)) throw cause;
      if (cause.code === "missing") return await this.#gone(candidate);
      if (cause.code !== "denied") throw cause;
      log.error({ key: candidate.key, cause: cause.message }, "object cannot be read; it stays to be collected");
      return undefined;
    }
  }

  /** A missing bucket must not be taken for a missing object: then the listing fails and with it the service. */
  async #gone(candidate: Candidate): Promise<Contents> {
    for await (const _ of this.#parts.landing.list("")) break;
    return goneObject(candidate);
  }

  async #send(records: readonly BusRecord[]): Promise<void> {
    const { bus } = this.#parts;
    for (let from = 0; from < records.length; ) {
      let bytes = 0;
      let to = from;
      do bytes += records[to]?.value.byteLength ?? 0;
      while (++to < records.length && bytes < sendBytes);
      const part = records.slice(from, to);
      await this.#patiently("send", () => bus.send(topics.securityEvents, part));
      from = to;
    }
  }

  async #sign(contents: readonly Contents[], collected_at: string): Promise<void> {
    const receipts = contents.map(
      ({ candidate, records, deadLettered, reason }): ObjectReceipt => ({
        source_key: candidate.key,
        etag: candidate.etag,
        bus_id: this.#parts.bus.id,
        records: records.length,
        dead_lettered: deadLettered,
        ...(reason === undefined ? {} : { reason }),
        collected_at,
      }),
    );
    if (receipts.length === 0) return;
    const items = receipts.map((receipt) => ({ ...receipt }));
    await this.#patiently("write receipts", () => this.#parts.store.putMany(tables.objects, items));
  }

  #count(contents: readonly Contents[]): void {
    for (const { candidate, records, deadLettered, reason } of contents) {
      this.#parts.metrics.count({
        in: records.length,
        out: [
          { outcome: "keep", reason: "", n: records.length - deadLettered },
          { outcome: "dead-letter", reason: reason ?? "", n: deadLettered },
        ],
      });
      if (reason !== undefined) this.#parts.log.warn({ key: candidate.key, deadLettered, reason }, "dead letters");
    }
    const records = contents.reduce((sum, c) => sum + c.records.length, 0);
    if (contents.length > 0) this.#parts.log.info({ objects: contents.length, records }, "collected");
  }

  #patiently<T>(what: string, step: () => Promise<T>): Promise<T> {
    return retrying(what, step, { log: this.#parts.log, signal: this.#parts.stop });
  }
}
