import type { Objects } from "../../adapters/objects/port.ts";

/** What a process that was killed "throws": nothing of ours catches it. */
class Crash extends Error {}

/** A countdown that several buckets share: the crash comes at the n-th write, before or after it has taken effect. */
export class CrashPoint {
  #left: number;
  readonly #after: boolean;

  constructor(writes: number, after: boolean) {
    this.#left = writes;
    this.#after = after;
  }

  /** Whether it came. Every later call fails as well: the process is dead. */
  get reached(): boolean {
    return this.#left <= 0;
  }

  async around<T>(write: () => Promise<T>): Promise<T> {
    this.alive();
    this.#left -= 1;
    if (this.reached && !this.#after) throw new Crash("before the write");
    const result = await write();
    if (this.reached) throw new Crash("after the write");
    return result;
  }

  alive(): void {
    if (this.reached) throw new Crash("dead");
  }
}

/** A real bucket whose user dies at a crash point. */
export function crashingObjects(inner: Objects, point: CrashPoint): Objects {
  return {
    put: (key, body, options) => point.around(() => inner.put(key, body, options)),
    delete: (key, options) => point.around(() => inner.delete(key, options)),
    get: async (key) => {
      point.alive();
      return await inner.get(key);
    },
    read: async (key) => {
      point.alive();
      return await inner.read(key);
    },
    head: async (key) => {
      point.alive();
      return await inner.head(key);
    },
    list: (prefix, options) => inner.list(prefix, options),
    close: () => inner.close(),
  };
}
