import type { BusRecord } from "../../adapters/bus/port.ts";
import { type Envelope, type EventKind, envelopeToHeaders } from "../../contracts/events.ts";
import { quarantinePrefix } from "../../contracts/lake.ts";
import { topics } from "../../contracts/topics.ts";
import { decode, identify } from "../events/index.ts";
import type { Candidate } from "./candidate.ts";

/** What an object of the landing bucket turns into. */
export interface Contents {
  readonly candidate: Candidate;
  /** One per event, in order; an object that cannot be opened is one dead letter. */
  readonly records: readonly BusRecord[];
  readonly deadLettered: number;
  /** The first reason of a dead letter. */
  readonly reason?: string;
  /** Copies of what could not be passed on, to be put before the records are sent. */
  readonly quarantined: readonly { readonly key: string; readonly bytes: Uint8Array }[];
}

/** What lands for collect is CloudTrail (`isCollected` says what is not for it). */
const kind: EventKind = "cloudtrail";
/** Key of dead letters, which belong to no account that we know. */
const deadLetterKey = "-/-";
const largest = topics.securityEvents.maxRecordBytes;

/** Opens an object of at most `expandedBytes`: its events as records of the bus, each unchanged. */
export function openObject(candidate: Candidate, bytes: Uint8Array, expandedBytes: number): Contents {
  const decoded = decode(bytes, { expandedBytes });
  if ("deadLetter" in decoded) {
    const key = `${quarantinePrefix}${candidate.key}`;
    return { ...deadObject(candidate, decoded.deadLetter, key), quarantined: [{ key, bytes }] };
  }
  const receivedAt = new Date().toISOString();
  const quarantined: { key: string; bytes: Uint8Array }[] = [];
  let reason: string | undefined;
  const records = decoded.events.map((value, sourceIndex): BusRecord => {
    const envelope: Envelope = { kind, sourceKey: candidate.key, sourceIndex, receivedAt };
    if (value.byteLength <= largest) return { key: keyOf(value), value, headers: envelopeToHeaders(envelope) };
    const key = `${quarantinePrefix}${candidate.key}/${sourceIndex}`;
    quarantined.push({ key, bytes: value });
    const deadLetter = `record larger than ${largest} bytes`;
    reason ??= deadLetter;
    return pointer({ ...envelope, deadLetter }, key);
  });
  const deadLettered = quarantined.length;
  return { candidate, records, deadLettered, quarantined, ...(reason === undefined ? {} : { reason }) };
}

/**
 * An object that was gone when it was to be read. Its receipt has no etag, for nothing was read: the same content that
 * is put again later is collected.
 */
export const goneObject = (candidate: Candidate): Contents =>
  deadObject({ ...candidate, etag: "" }, "object was deleted before it was read");

/** An object that is too large to be read; it stays where it landed. */
export const tooLargeObject = (candidate: Candidate, limit: number): Contents =>
  deadObject(candidate, `object larger than ${limit} bytes`);

function deadObject(candidate: Candidate, reason: string, copy?: string): Contents {
  const receivedAt = new Date().toISOString();
  const envelope: Envelope = {
    kind,
    sourceKey: candidate.key,
    sourceIndex: 0,
    receivedAt,
    deadLetter: reason,
  };
  return { candidate, records: [pointer(envelope, copy)], deadLettered: 1, reason, quarantined: [] };
}

/** A dead letter's value: where to find what could not be passed on. */
function pointer(envelope: Envelope, copy: string | undefined): BusRecord {
  const { sourceKey, sourceIndex, deadLetter } = envelope;
  const value = JSON.stringify({ reason: deadLetter, landing: sourceKey, index: sourceIndex, copy: copy ?? null });
  return { key: deadLetterKey, value: Buffer.from(value), headers: envelopeToHeaders(envelope) };
}

/** Account and region, so that all copies of an event meet in one partition; what has neither is a dead letter of the lake. */
function keyOf(value: Uint8Array): string {
  const event = identify(kind, value);
  return "keep" in event ? `${event.keep.accountId}/${event.keep.region}` : deadLetterKey;
}
