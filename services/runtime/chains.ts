import { foldersOf, type Listing, lastNumbered, type NumberedObject } from "../../adapters/objects/numbered.ts";
import { bronze, positionName } from "../../contracts/lake.ts";

const chainFolder = /\/bus=[^/]+\/partition=\d+\/$/;

/** Folders of bronze that hold the chain of a bus partition (`bronzePrefix` of contracts/lake.ts), one request each. */
export const chainFolders = (lake: Listing): AsyncIterable<string> =>
  foldersOf(lake, bronze.prefix, (folder) => chainFolder.test(`/${folder}`));

/** Where to look for an object of a chain; both are positions. */
export interface ChainLook {
  /** A guess where it is; a wrong one costs requests, nothing else. @default - 0. */
  readonly near?: number;
  /** Only objects that begin before it. @default - the last of all. */
  readonly below?: number;
}

/** The last object of the chain in a folder, found with some 50 requests however long it is; `number` is its position. */
export const lastOfChain = (lake: Listing, folder: string, look: ChainLook = {}): Promise<NumberedObject | undefined> =>
  lastNumbered(lake, { folder, ...positionName }, look);
