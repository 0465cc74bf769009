import type { Listing } from "../../adapters/objects/numbered.ts";
import type { Store } from "../../adapters/store/port.ts";
import { OperatorError } from "../../contracts/errors.ts";
import { isCollected } from "../../contracts/lake.ts";
import { tables } from "../../contracts/tables.ts";
import { chainFolders, lastOfChain } from "../runtime/chains.ts";
import { inParallel } from "../runtime/parallel.ts";
import type { Seen } from "./judge.ts";

/** What the function looks at, and how far. */
export interface LookParts {
  /** Its objects expire, so it is read in full. */
  readonly landing: Listing;
  /** Bronze, which grows for ever: the lake writes a chain of objects for each partition, and the ends say when. */
  readonly lake: Listing;
  readonly store: Store;
  /** Receipts are looked up for objects younger than this, milliseconds. */
  readonly youngMs: number;
  /** Epoch milliseconds after which the look is given up. */
  readonly deadline: number;
}

const lookup = 100;
const chainsAtOnce = 8;

/** Looks at the landing bucket, its receipts and the lake. OperatorError `CAP_LOOK_TOO_LONG` past the deadline. */
export async function look(parts: LookParts, now: number): Promise<Seen> {
  const newestWritten = await newest(parts);
  const seen = { uncollected: 0, oldestUncollected: Number.POSITIVE_INFINITY, newestCollected: 0 };
  let page = new Map<string, number>();
  const judgePage = async (): Promise<void> => {
    const receipts = await parts.store.getMany(
      tables.objects,
      [...page.keys()].map((source_key) => ({ source_key })),
    );
    for (const { source_key, collected_at, records } of receipts) {
      if (Number(records) > 0) seen.newestCollected = Math.max(seen.newestCollected, Date.parse(String(collected_at)));
      page.delete(String(source_key));
    }
    seen.uncollected += page.size;
    seen.oldestUncollected = Math.min(seen.oldestUncollected, ...page.values());
    page = new Map();
  };
  for await (const { key, modifiedAt } of parts.landing.list("")) {
    inTime(parts.deadline);
    const at = Date.parse(modifiedAt);
    if (at < now - parts.youngMs || !isCollected(key)) continue;
    page.set(key, at);
    if (page.size === lookup) await judgePage();
  }
  if (page.size > 0) await judgePage();
  return {
    now,
    uncollected: seen.uncollected,
    ...(seen.uncollected > 0 && { oldestUncollected: seen.oldestUncollected }),
    ...(seen.newestCollected > 0 && { newestCollected: seen.newestCollected }),
    ...(newestWritten !== undefined && { newestWritten }),
  };
}

async function newest({ lake, deadline }: LookParts): Promise<number | undefined> {
  const timed: Listing = {
    list: (prefix, options) => {
      inTime(deadline);
      return lake.list(prefix, options);
    },
  };
  const folders: string[] = [];
  for await (const folder of chainFolders(timed)) folders.push(folder);
  const ends = await inParallel(chainsAtOnce, folders, (folder) => lastOfChain(timed, folder));
  const written = ends.flatMap((end) => (end === undefined ? [] : [Date.parse(end.modifiedAt)]));
  return written.length === 0 ? undefined : Math.max(...written);
}

function inTime(deadline: number): void {
  if (Date.now() <= deadline) return;
  throw new OperatorError(
    "CAP_LOOK_TOO_LONG",
    "the buckets could not be looked through in time; nothing was measured",
    ["raise the function's time-out"],
  );
}
