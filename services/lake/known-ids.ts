import type { Objects } from "../../adapters/objects/port.ts";
import { silverPrefix } from "../../contracts/lake.ts";
import { inParallel } from "../runtime/parallel.ts";
import { readParquet } from "./parquet.ts";

/** One day of one account and region: where an event lies in silver, and where its id has to be unique. */
export interface EventPlace {
  readonly region: string;
  readonly accountId: string;
  /** `YYYYMMDD`, UTC. */
  readonly day: string;
}

const readsAtOnce = 8;

/**
 * The event ids that the lake holds, by day of an account and region. A day is read from silver when it is first asked
 * for; the days used least recently are let go when more than `limit` ids are held.
 */
export class KnownIds {
  readonly #silver: Objects;
  readonly #limit: number;
  readonly #days = new Map<string, Set<string>>();
  #held = 0;

  /** `limit` is a number of ids; an id costs about 100 bytes of memory. */
  constructor(silver: Objects, limit: number) {
    this.#silver = silver;
    this.#limit = limit;
  }

  /** The ids of one day. The set stays valid for its holder even when the index lets the day go. */
  async of(place: EventPlace): Promise<ReadonlySet<string>> {
    const prefix = silverPrefix(place.region, place.accountId, place.day);
    // Asked for twice at once, the day that was read first stays: ids may have been added to it since.
    const read = this.#days.get(prefix) ?? (await this.#read(prefix));
    const day = this.#days.get(prefix) ?? read;
    if (!this.#days.delete(prefix)) this.#held += day.size;
    this.#days.set(prefix, day);
    this.#letGo(prefix);
    return day;
  }

  /** Adds ids that are in silver now. A day that is not held stays so: it will be read with them. */
  add(place: EventPlace, ids: Iterable<string>): void {
    const day = this.#days.get(silverPrefix(place.region, place.accountId, place.day));
    if (day === undefined) return;
    const before = day.size;
    for (const id of ids) day.add(id);
    this.#held += day.size - before;
  }

  /** Forgets everything: another writer may have been at work. */
  clear(): void {
    this.#days.clear();
    this.#held = 0;
  }

  #letGo(justUsed: string): void {
    for (const [prefix, day] of this.#days) {
      if (this.#held <= this.#limit || prefix === justUsed) return;
      this.#days.delete(prefix);
      this.#held -= day.size;
    }
  }

  async #read(prefix: string): Promise<Set<string>> {
    const keys: string[] = [];
    for await (const { key } of this.#silver.list(prefix)) if (key.endsWith(".parquet")) keys.push(key);
    const ids = new Set<string>();
    await inParallel(readsAtOnce, keys, async (key) => {
      for (const row of await readParquet(await this.#silver.get(key), ["metadata"])) {
        ids.add((row.metadata as { uid: string }).uid);
      }
    });
    return ids;
  }
}
