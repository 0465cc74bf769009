import type { Objects } from "../../adapters/objects/port.ts";
import type { Store } from "../../adapters/store/port.ts";
import { OperatorError } from "../../contracts/errors.ts";
import { isCollected } from "../../contracts/lake.ts";
import { tables } from "../../contracts/tables.ts";
import type { Seen } from "./judge.ts";

/** What the function looks at, and how far. */
export interface LookParts {
  readonly landing: Objects;
  /** Where the lake writes. */
  readonly lake: Objects;
  /** Key prefix of the lake's dataset. */
  readonly lakePrefix: string;
  readonly store: Store;
  /** Receipts are looked up for objects younger than this, milliseconds. */
  readonly youngMs: number;
  /** Epoch milliseconds after which the look is given up. */
  readonly deadline: number;
}

const lookup = 100;

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

async function newest({ lake, lakePrefix, deadline }: LookParts): Promise<number | undefined> {
  let latest: number | undefined;
  for await (const { modifiedAt } of lake.list(lakePrefix)) {
    inTime(deadline);
    latest = Math.max(latest ?? 0, Date.parse(modifiedAt));
  }
  return latest;
}

function inTime(deadline: number): void {
  if (Date.now() <= deadline) return;
  throw new OperatorError(
    "CAP_LOOK_TOO_LONG",
    "the buckets could not be looked through in time; nothing was measured",
    ["raise the function's time-out"],
  );
}
