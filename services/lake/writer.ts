import type { Batch, Bus, StoredRecord } from "../../adapters/bus/port.ts";
import type { Objects } from "../../adapters/objects/port.ts";
import { ObjectsError } from "../../adapters/objects/port.ts";
import { OperatorError } from "../../contracts/errors.ts";
import { lakeGroup, topics } from "../../contracts/topics.ts";
import type { Log } from "../runtime/log.ts";
import type { Metrics, Outcomes } from "../runtime/metrics.ts";
import { inParallel } from "../runtime/parallel.ts";
import { type BronzeObject, type BronzeRow, encodeBronze, keyOf } from "./bronze.ts";
import { chainsOf, readBronze, readChainEnd } from "./chain.ts";
import { decide } from "./decide.ts";
import type { KnownIds } from "./known-ids.ts";
import { deriveSilver } from "./silver.ts";

/** What the steps of the protocol work with. */
export interface LakeParts {
  readonly bus: Bus;
  readonly bronze: Objects;
  readonly silver: Objects;
  readonly known: KnownIds;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly stop: AbortSignal;
  /** Name of this lake, of no other process. */
  readonly writer: string;
}

/** Where a partition goes on: the end of its chain, and the offset to read from (later when the bus holds no more). */
export interface Resume {
  readonly position: number;
  readonly readFrom: number;
  /** Whether the committed offset is behind the chain: a lake died between the two. */
  readonly uncommitted: boolean;
}

/**
 * Takes up one partition: settles the silver at the end of its chain and answers where to go on. Forgets the known
 * ids, because another lake may have written since they were read.
 */
export async function takeUp(parts: LakeParts, partition: number): Promise<Resume> {
  const { bus, bronze, log } = parts;
  const committed = (await bus.committed(topics.securityEvents, lakeGroup)).get(partition);
  const keys = await readChainEnd(bronze, bus.id, partition, committed);
  let position = 0;
  for (const key of keys) position = (await settle(parts, key)).next;
  parts.known.clear();
  const extent = (await bus.extents(topics.securityEvents)).find((e) => e.partition === partition);
  const first = extent?.first ?? 0;
  if (position > (extent?.end ?? 0)) throw busTooShort(bus.id, partition, position, extent?.end ?? 0);
  // Up to the committed offset there is nothing but what the chain holds and offsets without a record.
  const lost = first - Math.max(position, committed ?? 0);
  if (position > 0 && lost > 0) {
    log.error({ partition, position, committed, first }, `${lost} offsets left the bus before the lake read them`);
  }
  log.info({ partition, position, committed, settled: keys.length }, "took up a partition");
  return { position, readFrom: Math.max(position, first), uncommitted: position > (committed ?? 0) };
}

const busTooShort = (busId: string, partition: number, position: number, end: number): OperatorError =>
  new OperatorError(
    "CAP_BUS_TOO_SHORT",
    `bus ${busId} partition ${partition} ends at offset ${end}, but the lake holds its records up to ${position}: the bus lost records that it had acknowledged. The lake is whole; new records would be taken for old ones`,
    ["delete the bus: a new one gets a new identity, and collect sends again what it may have held"],
  );

/** Derives the silver of one bronze object again. */
async function settle(parts: LakeParts, key: string): Promise<BronzeObject> {
  const object = await readBronze(parts.bronze, key);
  await putSilver(parts, object);
  return object;
}

async function putSilver(parts: LakeParts, object: BronzeObject): Promise<void> {
  for (const file of deriveSilver(object)) {
    await parts.silver.put(file.key, file.bytes);
    parts.known.add(file.place, file.ids);
  }
}

/**
 * Settles what a lake left on other buses, before this one decides anything: an event kept there must be found as
 * known. At every start, because an environment may go from one bus to another and back.
 */
export async function settleOtherBuses(parts: LakeParts): Promise<void> {
  for (const { busId, partition } of await chainsOf(parts.bronze)) {
    if (busId === parts.bus.id) continue;
    const keys = await readChainEnd(parts.bronze, busId, partition, undefined);
    await inParallel(4, keys, (key) => settle(parts, key));
  }
}

/** Records of one partition that are to become the next object of its chain. */
export interface Claim extends Pick<Batch, "partition" | "next"> {
  readonly position: number;
  readonly records: readonly StoredRecord[];
}

/**
 * Writes one batch: bronze (the claim and the commit in one), then silver. False when another lake claimed this
 * position before, or our own earlier attempt did: nothing was written, and the partition has to be taken up again.
 */
export async function writeBatch(parts: LakeParts, claim: Claim): Promise<boolean> {
  const { partition, position, next } = claim;
  const rows = await decide(claim.records, (place) => parts.known.of(place));
  const object: BronzeObject = { busId: parts.bus.id, partition, position, next, writer: parts.writer, rows };
  const key = keyOf(object);
  try {
    await parts.bronze.put(key, encodeBronze(object), { ifAbsent: true });
  } catch (cause) {
    if (!(cause instanceof ObjectsError && cause.code === "exists")) throw cause;
    await countIfOurs(parts, key);
    return false;
  }
  await putSilver(parts, object);
  parts.metrics.count(outcomesOf(rows));
  parts.log.info({ key, records: rows.length }, "wrote a batch");
  return true;
}

/** An object that an earlier attempt of ours wrote, whose answer was lost, was not counted by anybody yet. */
async function countIfOurs(parts: LakeParts, key: string): Promise<void> {
  const { writer, rows } = await readBronze(parts.bronze, key);
  const ours = writer === parts.writer;
  if (ours) parts.metrics.count(outcomesOf(rows));
  parts.log.warn({ key, ours }, "this batch is in the lake already; going on from what the lake holds");
}

function outcomesOf(rows: readonly BronzeRow[]): Outcomes {
  const counts = new Map<string, { outcome: BronzeRow["outcome"]; reason: string; n: number }>();
  for (const { outcome, reason } of rows) {
    const label = `${outcome} ${reason ?? ""}`;
    const seen = counts.get(label);
    if (seen === undefined) counts.set(label, { outcome, reason: reason ?? "", n: 1 });
    else seen.n += 1;
  }
  return { in: rows.length, out: [...counts.values()] };
}
