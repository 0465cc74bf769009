import { isDeepStrictEqual } from "node:util";
import { visible } from "./visible.ts";

/** One part of a change. `before` is absent of what came, `after` of what went. */
export interface Part {
  /** Below the attribute: `Statement[1].Principal`; empty for the attribute itself. */
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/**
 * What differs between two values of an attribute, each given as JSON or as a word of ours (`none`, `(sensitive)`).
 *
 * A list is told by what came and what went, for Terraform's sets have no order and AWS's rules none either. A policy is a
 * string of JSON: it is looked into.
 */
export const partsOf = (before: string, after: string): readonly Part[] => [
  ...compare("", unpack(parsed(before)), unpack(parsed(after))),
];

/** What is no JSON is a word of ours, and is shown as it is. */
class Word {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return new Word(text);
  }
}

function unpack(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  const inner = parsed(value);
  return inner instanceof Word ? value : inner;
}

function* compare(path: string, before: unknown, after: unknown): Generator<Part> {
  if (isDeepStrictEqual(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) return yield* compareLists(path, before, after);
  if (!isMap(before) || !isMap(after)) return yield { path, before: shown(before), after: shown(after) };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const below = path === "" ? key : `${path}.${key}`;
    if (!Object.hasOwn(before, key)) yield { path: below, after: shown(after[key]) };
    else if (!Object.hasOwn(after, key)) yield { path: below, before: shown(before[key]) };
    else yield* compare(below, unpack(before[key]), unpack(after[key]));
  }
}

function* compareLists(path: string, before: readonly unknown[], after: readonly unknown[]): Generator<Part> {
  const gone = without(before, after);
  const came = without(after, before);
  const [was, is] = [gone[0], came[0]];
  if (gone.length === 1 && came.length === 1 && isMap(was) && isMap(is) && alike(was, is))
    return yield* compare(`${path}[${after.indexOf(is)}]`, was, is);
  if (gone.length === 0 && came.length === 0) return yield { path, before: "another order", after: "this order" };
  for (const item of gone) yield { path, before: shown(item) };
  for (const item of came) yield { path, after: shown(item) };
}

/** The items of a list that another does not hold, as often as it lacks them. */
function without(list: readonly unknown[], other: readonly unknown[]): unknown[] {
  const left = [...other];
  return list.filter((item) => {
    const i = left.findIndex((o) => isDeepStrictEqual(o, item));
    if (i >= 0) left.splice(i, 1);
    return i < 0;
  });
}

/** Two things that agree in most of their fields are one thing that was changed. */
function alike(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.filter((k) => isDeepStrictEqual(a[k], b[k])).length * 2 > keys.length;
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Word);

/** On one line; of a block only the fields that say something, for Terraform writes out the others as empty. */
function shown(value: unknown): string {
  if (value instanceof Word) return visible(value.text);
  if (!isMap(value)) return visible(JSON.stringify(value));
  const told = Object.entries(value).filter(([, v]) => !isEmpty(v));
  if (told.length === 0) return visible(JSON.stringify(value));
  return told.map(([k, v]) => `${visible(k)} ${visible(JSON.stringify(v))}`).join(", ");
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
