import { type Objects, ObjectsError } from "../../adapters/objects/port.ts";

/** What befalls a call: it does not reach the store, its answer is lost, or no answer ever comes. */
export type Mishap = "none" | "refused" | "answer lost" | "hangs";

/** A real bucket behind a line that a test cuts. */
export class FailingObjects implements Objects {
  /** What befalls the calls that write, and those that read. */
  writes: Mishap = "none";
  reads: Mishap = "none";
  readonly #inner: Objects;
  readonly #fault: () => ObjectsError;

  /** @param fault what a call that fails says. @default - the store is unavailable, which a retry may mend */
  constructor(inner: Objects, fault = () => new ObjectsError("unavailable", "the line is cut", "now")) {
    this.#inner = inner;
    this.#fault = fault;
  }

  put: Objects["put"] = (...args) => this.#call(this.writes, () => this.#inner.put(...args));
  delete: Objects["delete"] = (...args) => this.#call(this.writes, () => this.#inner.delete(...args));
  get: Objects["get"] = (...args) => this.#call(this.reads, () => this.#inner.get(...args));
  read: Objects["read"] = (...args) => this.#call(this.reads, () => this.#inner.read(...args));
  head: Objects["head"] = (...args) => this.#call(this.reads, () => this.#inner.head(...args));

  async *list(...args: Parameters<Objects["list"]>): ReturnType<Objects["list"]> {
    await this.#call(this.reads, async () => {});
    yield* this.#inner.list(...args);
  }

  close(): void {
    this.#inner.close();
  }

  async #call<T>(mishap: Mishap, run: () => Promise<T>): Promise<T> {
    if (mishap === "refused") throw this.#fault();
    if (mishap === "hangs") return await new Promise<never>(() => {});
    const answer = await run();
    if (mishap === "answer lost") throw this.#fault();
    return answer;
  }
}
