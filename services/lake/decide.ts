import type { StoredRecord } from "../../adapters/bus/port.ts";
import {
  duplicateReason,
  envelopeFromHeaders,
  isEventKind,
  type ReceivedEnvelope,
  unknownKindReason,
} from "../../contracts/events.ts";
import { silverPrefix } from "../../contracts/lake.ts";
import { identify } from "../events/index.ts";
import type { BronzeRow } from "./bronze.ts";
import type { EventPlace } from "./known-ids.ts";

/** The ids that the lake holds for one day of an account and region. */
export type IdsOf = (place: EventPlace) => Promise<ReadonlySet<string>>;

/**
 * How each record ends. An event is kept once: not when the lake holds its id, nor when an earlier record of the same
 * batch has it. Depends on nothing but the records and the ids, so it may run again after any interruption.
 */
export async function decide(records: readonly StoredRecord[], idsOf: IdsOf): Promise<readonly BronzeRow[]> {
  const days = new Map<string, Day>();
  const rows: BronzeRow[] = [];
  for (const record of records) {
    const envelope = envelopeFromHeaders(record.headers);
    rows.push({ ...sourceOf(envelope), offset: record.offset, ...(await judge(record, envelope, idsOf, days)) });
  }
  return rows;
}

/** The ids of one day: those the lake holds, and those of this batch. */
interface Day {
  readonly held: ReadonlySet<string>;
  readonly batch: Set<string>;
}

async function dayOf(place: EventPlace, idsOf: IdsOf, days: Map<string, Day>): Promise<Day> {
  const prefix = silverPrefix(place.region, place.accountId, place.day);
  const day = days.get(prefix) ?? { held: await idsOf(place), batch: new Set() };
  days.set(prefix, day);
  return day;
}

type Judgement = Pick<BronzeRow, "outcome" | "reason" | "event_id" | "raw">;

const utf8 = new TextDecoder();

async function judge(
  record: StoredRecord,
  envelope: ReceivedEnvelope | undefined,
  idsOf: IdsOf,
  days: Map<string, Day>,
): Promise<Judgement> {
  const raw = utf8.decode(record.value);
  if (envelope === undefined) return { outcome: "dead-letter", reason: "no envelope", event_id: null, raw };
  const { kind, deadLetter } = envelope;
  if (deadLetter !== undefined || !isEventKind(kind)) {
    return { outcome: "dead-letter", reason: deadLetter ?? unknownKindReason, event_id: null, raw };
  }
  const event = identify(kind, record.value);
  if (!("keep" in event)) {
    const [outcome, reason] =
      "drop" in event ? (["drop", event.drop] as const) : (["dead-letter", event.deadLetter] as const);
    return { outcome, reason, event_id: null, raw };
  }
  const { id } = event.keep;
  const day = await dayOf(event.keep, idsOf, days);
  if (day.held.has(id) || day.batch.has(id)) {
    return { outcome: "drop", reason: duplicateReason, event_id: id, raw: null };
  }
  day.batch.add(id);
  return { outcome: "keep", reason: null, event_id: id, raw };
}

type Source = Pick<BronzeRow, "kind" | "source_key" | "source_index" | "received_at">;

function sourceOf(envelope: ReceivedEnvelope | undefined): Source {
  if (envelope === undefined) return { kind: null, source_key: null, source_index: null, received_at: null };
  const at = new Date(envelope.receivedAt);
  const received_at = Number.isNaN(at.getTime()) ? null : at;
  return { kind: envelope.kind, source_key: envelope.sourceKey, source_index: envelope.sourceIndex, received_at };
}
