import type { Json, JsonObject } from "../../contracts/ocsf/json.ts";

/** True for a JSON object; false for lists and null. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * A JSON object from which fields are taken one by one. Each `take` removes what it returns; a field of another type
 * than expected stays. What is left at the end is what the mapping has no place for, so nothing is lost on the way.
 */
export class Fields {
  readonly #left: Map<string, Json>;
  readonly #inner = new Map<string, Fields>();

  constructor(object: JsonObject) {
    this.#left = new Map(Object.entries(object));
  }

  /** A string with something in it. */
  text(name: string): string | undefined {
    const value = this.#left.get(name);
    if (typeof value !== "string" || value === "") return undefined;
    this.#left.delete(name);
    return value;
  }

  /** Any value but null. */
  any(name: string): Json | undefined {
    const value = this.#left.get(name);
    if (value === null || value === undefined) return undefined;
    this.#left.delete(name);
    return value;
  }

  /** A list. */
  list(name: string): readonly Json[] | undefined {
    const value = this.#left.get(name);
    if (!Array.isArray(value)) return undefined;
    this.#left.delete(name);
    return value;
  }

  /** A value without taking it. */
  peek(name: string): Json | undefined {
    return this.#left.get(name);
  }

  /** Leaves a field out of what is left, whatever it holds. */
  forget(name: string): void {
    this.#left.delete(name);
  }

  /** An object, to take fields from; an empty one where there is none. */
  fields(name: string): Fields {
    const known = this.#inner.get(name);
    if (known !== undefined) return known;
    const value = this.#left.get(name);
    const inner = new Fields(isObject(value) ? value : {});
    if (isObject(value)) {
      this.#left.delete(name);
      this.#inner.set(name, inner);
    }
    return inner;
  }

  /** What nobody took, without nulls and empty objects; undefined when that is nothing. */
  rest(): JsonObject | undefined {
    const kept = [...this.#left].filter(([, value]) => value !== null);
    for (const [name, inner] of this.#inner) {
      const rest = inner.rest();
      if (rest !== undefined) kept.push([name, rest]);
    }
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
  }
}
