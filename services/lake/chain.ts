import type { Objects } from "../../adapters/objects/port.ts";
import { bronzePrefix } from "../../contracts/lake.ts";
import { chainFolders, lastOfChain } from "../runtime/chains.ts";
import { type BronzeObject, decodeBronze, parseBronzeKey } from "./bronze.ts";

/**
 * Silver of so many objects at the end of a chain is derived again when a partition is taken up. Only the last can lack
 * it: nobody claims a position before the silver of everything in front of it is put. One more costs little.
 */
const settledObjects = 2;

/**
 * Keys of the last objects of one partition's chain, in order; empty when it has none. The committed offset (undefined
 * where there is none) only says where to look first: a lake that was emptied is found to be empty.
 */
export async function readChainEnd(
  bucket: Objects,
  busId: string,
  partition: number,
  committed: number | undefined,
): Promise<readonly string[]> {
  const folder = bronzePrefix(busId, partition);
  const keys: string[] = [];
  let object = await lastOfChain(bucket, folder, { near: committed ?? 0 });
  while (object !== undefined) {
    keys.unshift(object.key);
    if (keys.length === settledObjects) break;
    object = await lastOfChain(bucket, folder, { near: object.number, below: object.number });
  }
  return keys;
}

/** Every bus partition that has bronze objects. */
export async function chainsOf(bucket: Objects): Promise<readonly Pick<BronzeObject, "busId" | "partition">[]> {
  const chains: Pick<BronzeObject, "busId" | "partition">[] = [];
  for await (const folder of chainFolders(bucket)) {
    const place = parseBronzeKey(`${folder}0.parquet`);
    if (place !== undefined) chains.push(place);
  }
  return chains;
}

/** Reads one bronze object. */
export async function readBronze(bucket: Objects, key: string): Promise<BronzeObject> {
  return await decodeBronze(key, await bucket.get(key));
}
