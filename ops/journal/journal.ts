import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";
import { names } from "../../contracts/names.ts";
import type { Environment } from "../../environments/environment.ts";
import { type Actor, actorOf } from "../actor.ts";
import { type Clock, systemClock } from "../clock.ts";
import { orRecordsFault } from "../lock/store.ts";
import { entryKey, type JournalEntry, journalEntry, type KeyOfEntry, parseKey } from "./entry.ts";

/**
 * An entry cannot be deleted for so many days: a whole year is what an audit looks at, and five weeks more is when the
 * audit of that year is held.
 */
export const retentionDays = 400;

const dayMs = 86_400_000;
/** Entries read at the same time. */
const readers = 8;
/** The first stretch of time that is looked at for the newest entries, days; each next one is four times as long. */
const firstStretchDays = 4;

/** What whoever writes an entry says; the rest is known. */
export type News = Omit<JournalEntry, "at" | "environment" | "who" | "host" | "run">;

/** What a journal told. */
export interface Told {
  /** The newest first. */
  readonly entries: readonly JournalEntry[];
  /** Keys of objects that are no entries of ours. */
  readonly unreadable: readonly string[];
}

/** Where and as whom, where it is not this process now. */
export interface JournalOptions {
  readonly actor?: Actor;
  readonly clock?: Clock;
}

/** The journal of an environment. Entries are only ever added; in a bucket nobody can take one away for {@link retentionDays}. */
export class Journal {
  readonly clock: Clock;
  readonly env: Environment;
  readonly #objects: Objects;
  readonly #actor: Actor;

  /** @param objects as `openRecords` opens them */
  constructor(objects: Objects, env: Environment, { actor = actorOf(), clock = systemClock }: JournalOptions = {}) {
    this.#objects = objects;
    this.env = env;
    this.#actor = actor;
    this.clock = clock;
  }

  /** Adds an entry as of now. OperatorError CAP_RECORDS when the store does not take it: what it tells of must not begin then. */
  append(news: News): Promise<JournalEntry> {
    return orRecordsFault(this.env, "nothing was changed", () => this.write(this.entry(news)));
  }

  /** An entry as of now, not written yet. */
  entry(news: News): JournalEntry {
    const at = this.clock.now().toISOString();
    return journalEntry.parse({ ...news, ...this.#actor, at, environment: this.env.name });
  }

  /** Writes an entry, once however often it is called with it. ObjectsError when the store does not take it. */
  async write(entry: JournalEntry): Promise<JournalEntry> {
    const body = new TextEncoder().encode(`${JSON.stringify(entry)}\n`);
    const retainUntil = new Date(Date.parse(entry.at) + retentionDays * dayMs);
    const options = { ifAbsent: true, retainUntil, contentType: "application/json" };
    await this.#objects.put(entryKey(entry), body, options).catch((error: unknown) => {
      // No other entry has this key, so it is this one, whose answer was lost.
      if (!(error instanceof ObjectsError && error.code === "exists")) throw error;
    });
    return entry;
  }

  /** The newest entries, at most `last`. */
  async read(last: number): Promise<Told> {
    const keys = (await this.#newest(last)).slice(-last).reverse();
    const read = await Promise.all(chunks(keys, readers).map((some) => this.#entries(some)));
    return { entries: read.flatMap((r) => r.entries), unreadable: read.flatMap((r) => r.unreadable) };
  }

  /** First entries of acts that have no last one, the newest first: they run, or were cut off. */
  async unfinished(): Promise<readonly JournalEntry[]> {
    const since = new Date(this.clock.now().getTime() - retentionDays * dayMs);
    const keys = (await this.#keys(since)).flatMap((key): KeyOfEntry[] => [parseKey(key) ?? []].flat());
    // The operation too: who may only write of plans must not end, or begin, what is no plan.
    const ended = new Set(keys.filter((k) => k.result !== "started").map((k) => `${k.operation} ${k.act}`));
    const open = keys.filter((k) => k.result === "started" && !ended.has(`${k.operation} ${k.act}`)).map((k) => k.key);
    return (await this.#entries(open.reverse())).entries;
  }

  /** Keys of the newest entries, at least `last` of them where there are so many, in the order of time. */
  async #newest(last: number): Promise<readonly string[]> {
    const now = this.clock.now().getTime();
    for (let days = firstStretchDays; days < retentionDays * 4; days *= 4) {
      const keys = await this.#keys(new Date(now - days * dayMs));
      if (keys.length >= last) return keys;
    }
    return await this.#keys();
  }

  async #keys(since?: Date): Promise<readonly string[]> {
    const prefix = names.journalPrefix(this.env);
    const keys: string[] = [];
    for await (const { key } of this.#objects.list(prefix, { after: prefix + (since?.toISOString() ?? "") }))
      keys.push(key);
    return keys;
  }

  async #entries(keys: readonly string[]): Promise<Told> {
    const entries: JournalEntry[] = [];
    const unreadable: string[] = [];
    for (const key of keys) {
      const entry = parse(await this.#objects.get(key));
      // Who may write a key may not write it about something else.
      if (entry === undefined || entryKey(entry) !== key) unreadable.push(key);
      else entries.push(entry);
    }
    return { entries, unreadable };
  }
}

function parse(body: Uint8Array): JournalEntry | undefined {
  try {
    return journalEntry.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch {
    return undefined;
  }
}

/** Consecutive parts, at most so many. */
function chunks<T>(all: readonly T[], parts: number): T[][] {
  const size = Math.max(1, Math.ceil(all.length / parts));
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));
}
