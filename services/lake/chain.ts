import type { Objects } from "../../adapters/objects/port.ts";
import { bronze, bronzePrefix } from "../../contracts/lake.ts";
import { type BronzeObject, decodeBronze, keyOf, parseBronzeKey } from "./bronze.ts";

/** How far before the committed offset the look for a partition's last object begins. */
const lookBack = 100_000;
/**
 * Silver of so many objects at the end of a chain is derived again when a partition is taken up. Only the last can lack
 * it: nobody claims a position before the silver of everything in front of it is put. One more costs little.
 */
const settledObjects = 2;

/**
 * Keys of the last objects of one partition's chain, in order; empty when it has none. The committed offset (undefined
 * where there is none) only shortens the look: a lake that was emptied is found to be empty.
 */
export async function readChainEnd(
  bucket: Objects,
  busId: string,
  partition: number,
  committed: number | undefined,
): Promise<readonly string[]> {
  const from = Math.max(0, (committed ?? 0) - lookBack);
  const near = await positions(bucket, busId, partition, from);
  const found = near.length >= settledObjects || from === 0 ? near : await positions(bucket, busId, partition, 0);
  return found.slice(-settledObjects).map((position) => keyOf({ busId, partition, position }));
}

async function positions(bucket: Objects, busId: string, partition: number, from: number): Promise<number[]> {
  const found: number[] = [];
  const after = from === 0 ? {} : { after: keyOf({ busId, partition, position: from - 1 }) };
  for await (const { key } of bucket.list(bronzePrefix(busId, partition), after)) {
    const place = parseBronzeKey(key);
    if (place !== undefined) found.push(place.position);
  }
  return found;
}

/** Every bus partition that has bronze objects, one request each: the list leaps from one to the next. */
export async function chainsOf(bucket: Objects): Promise<readonly Pick<BronzeObject, "busId" | "partition">[]> {
  const chains: Pick<BronzeObject, "busId" | "partition">[] = [];
  let after: string | undefined;
  for (;;) {
    const first = await firstChain(bucket, after);
    if (first === undefined) return chains;
    chains.push(first);
    after = `${bronzePrefix(first.busId, first.partition)}~`;
  }
}

async function firstChain(bucket: Objects, after: string | undefined): Promise<BronzePlace | undefined> {
  for await (const { key } of bucket.list(bronze.prefix, after === undefined ? {} : { after })) {
    const place = parseBronzeKey(key);
    if (place !== undefined) return place;
  }
  return undefined;
}
type BronzePlace = Pick<BronzeObject, "busId" | "partition">;

/** Reads one bronze object. */
export async function readBronze(bucket: Objects, key: string): Promise<BronzeObject> {
  return await decodeBronze(key, await bucket.get(key));
}
