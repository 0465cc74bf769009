import type { ObjectInfo, Objects } from "./port.ts";

/** What is needed of a bucket to look for numbered objects. */
export type Listing = Pick<Objects, "list">;

/** Objects of one folder whose names are numbers of fixed width and a suffix: key order is the order of the numbers. */
export interface NumberedFolder {
  /** Ends with `/`. */
  readonly folder: string;
  readonly digits: number;
  /** Follows the number, for example `.parquet`. */
  readonly suffix: string;
}

/** One of them. */
export interface NumberedObject extends ObjectInfo {
  readonly number: number;
}

/**
 * The object with the highest number below `below`, undefined when there is none; others in the folder are passed over.
 * Asks for one key at a time and leaps: about 2 log2(distance between `near` and the answer) requests, however many
 * objects there are. `near` is a guess; a wrong one costs requests, nothing else.
 */
export async function lastNumbered(
  bucket: Listing,
  where: NumberedFolder,
  { near = 0, below = Number.POSITIVE_INFINITY }: { readonly near?: number; readonly below?: number } = {},
): Promise<NumberedObject | undefined> {
  const from = async (number: number): Promise<NumberedObject | undefined> => {
    const object = await firstFrom(bucket, where, number);
    return object !== undefined && object.number < below ? object : undefined;
  };
  const first = await from(near);
  const span = first === undefined ? await backward(from, near) : await forward(from, first);
  if (span === undefined) return undefined;
  let { found, end } = span;
  while (end - found.number > 1) {
    const middle = found.number + Math.floor((end - found.number) / 2);
    const next = await from(middle);
    if (next === undefined) end = middle;
    else found = next;
  }
  return found;
}

/** The first object whose number is at least this. */
type From = (number: number) => Promise<NumberedObject | undefined>;

/** An object, and a number from which on there is none. */
interface Span {
  readonly found: NumberedObject;
  readonly end: number;
}

async function forward(from: From, first: NumberedObject): Promise<Span> {
  let found = first;
  for (let step = 1; ; step *= 2) {
    const end = found.number + step;
    const next = await from(end);
    if (next === undefined) return { found, end };
    found = next;
  }
}

async function backward(from: From, near: number): Promise<Span | undefined> {
  let end = near;
  for (let step = 1; end > 0; step *= 2) {
    const start = Math.max(0, near - step);
    const found = await from(start);
    if (found !== undefined) return { found, end };
    end = start;
  }
  return undefined;
}

async function firstFrom(
  bucket: Listing,
  { folder, digits, suffix }: NumberedFolder,
  number: number,
): Promise<NumberedObject | undefined> {
  // The folder itself sorts before all in it. Numbers are padded, so what sorts after the name below is at least `number`.
  let after = number === 0 ? folder : `${folder}${String(number - 1).padStart(digits, "0")}${suffix}`;
  for (;;) {
    const object = await firstKey(bucket, folder, after);
    if (object === undefined) return undefined;
    const name = object.key.slice(folder.length, -suffix.length);
    if (name.length === digits && /^\d+$/.test(name) && object.key.endsWith(suffix))
      return { ...object, number: Number(name) };
    after = object.key;
  }
}

async function firstKey(bucket: Listing, prefix: string, after: string): Promise<ObjectInfo | undefined> {
  for await (const object of bucket.list(prefix, { after, max: 1 })) return object;
  return undefined;
}

/**
 * Folders below a prefix that hold objects, in key order, those only that `wanted` accepts; one request each. What lies
 * deeper inside a folder is leaped over with it. Every result ends with `/`.
 */
export async function* foldersOf(
  bucket: Listing,
  prefix: string,
  wanted: (folder: string) => boolean,
): AsyncIterable<string> {
  let after = prefix;
  for (;;) {
    const object = await firstKey(bucket, prefix, after);
    if (object === undefined) return;
    const folder = object.key.slice(0, object.key.lastIndexOf("/") + 1);
    if (wanted(folder)) yield folder;
    // "0" is the character after "/": everything in the folder sorts before it.
    after = wanted(folder) ? `${folder.slice(0, -1)}0` : object.key;
  }
}
