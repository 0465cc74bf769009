import { createHash } from "node:crypto";
import {
  type DeleteOptions,
  type ListOptions,
  type ObjectInfo,
  type Objects,
  ObjectsError,
  type PutOptions,
  type StoredObject,
} from "../../adapters/objects/port.ts";

const pageSize = 1_000;
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** A bucket in memory that counts its pages of lists as S3 bills them; it passes the contract suite of the port. */
export class MemoryObjects implements Objects {
  /** Requests for a page of a list so far. */
  pages = 0;
  readonly #objects = new Map<string, StoredObject>();
  readonly #now: () => Date;
  #sorted: readonly string[] | undefined;

  /** @param now the store's own clock: when an object was written */
  constructor(now: () => Date = () => new Date()) {
    this.#now = now;
  }

  async put(key: string, body: Uint8Array, options: PutOptions = {}): Promise<{ readonly etag: string }> {
    if (options.ifAbsent === true && this.#objects.has(key))
      throw new ObjectsError("exists", `put ${key}: it exists`, "after-refresh");
    this.#expect(key, options);
    return { etag: this.add(key, this.#now(), body).etag };
  }

  /** Puts an object as if it had been written at a time. */
  add(key: string, modifiedAt: Date, body: Uint8Array = new Uint8Array()): ObjectInfo {
    if (!this.#objects.has(key)) this.#sorted = undefined;
    const etag = createHash("md5").update(body).digest("hex");
    const stored = { key, size: body.byteLength, etag, modifiedAt: modifiedAt.toISOString(), body: body.slice() };
    this.#objects.set(key, stored);
    return stored;
  }

  async get(key: string): Promise<Uint8Array> {
    return (await this.read(key)).body;
  }

  async read(key: string): Promise<StoredObject> {
    const stored = this.#objects.get(key);
    if (stored === undefined) throw new ObjectsError("missing", `get ${key}: there is none`, "never");
    return { ...stored, body: stored.body.slice() };
  }

  async head(key: string): Promise<ObjectInfo | undefined> {
    const stored = this.#objects.get(key);
    return stored === undefined ? undefined : infoOf(stored);
  }

  async *list(prefix: string, { after = "", max = Number.POSITIVE_INFINITY }: ListOptions = {}) {
    const sorted = this.#keys();
    let at = Math.max(
      this.#firstAt((key) => compare(key, prefix) >= 0),
      this.#firstAt((key) => compare(key, after) > 0),
    );
    for (let given = 0; given < max; given++, at++) {
      if (given % pageSize === 0) this.pages += 1;
      const stored = this.#objects.get(sorted[at] ?? "");
      if (stored?.key.startsWith(prefix) !== true) return;
      yield infoOf(stored);
    }
  }

  async delete(key: string, options: DeleteOptions = {}): Promise<void> {
    this.#expect(key, options);
    if (this.#objects.delete(key)) this.#sorted = undefined;
  }

  close(): void {}

  #expect(key: string, { ifMatch }: DeleteOptions): void {
    if (ifMatch !== undefined && this.#objects.get(key)?.etag !== ifMatch)
      throw new ObjectsError("changed", `${key} is not what it was any more`, "after-refresh");
  }

  #keys(): readonly string[] {
    this.#sorted ??= [...this.#objects.keys()].sort(compare);
    return this.#sorted;
  }

  /** Place of the first key that is so; all keys after it have to be so as well. */
  #firstAt(is: (key: string) => boolean): number {
    const keys = this.#keys();
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (is(keys[middle] ?? "")) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const infoOf = ({ body: _, ...info }: StoredObject): ObjectInfo => info;
