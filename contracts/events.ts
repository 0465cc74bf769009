/**
 * Every kind of raw event, in the order they came: `services/events/normalisers` has a file of the same name for each.
 * A kind that was written once stays in the list, for bronze holds its events for ever.
 */
export const eventKinds = ["cloudtrail"] as const;
/** See {@link eventKinds}. */
export type EventKind = (typeof eventKinds)[number];

/** Whether a word names a kind that this release knows. */
export const isEventKind = (word: string | null | undefined): word is EventKind =>
  eventKinds.some((kind) => kind === word);

/**
 * The envelope every raw event travels in. On the bus the record's value is the raw event, byte for byte as it arrived;
 * the envelope travels in the record's headers, so that nothing has to be escaped, parsed or copied on the way.
 */
export interface Envelope {
  /** Which normaliser understands the value. */
  readonly kind: EventKind;
  /** Where the event was read from: key of the object in the landing bucket. */
  readonly sourceKey: string;
  /** Position of the event inside that object, from 0. */
  readonly sourceIndex: number;
  /** When collect read it, ISO 8601 in UTC, milliseconds. */
  readonly receivedAt: string;
  /** Set when collect could not pass the event on: why. The value is then a small JSON pointer to the quarantined copy. */
  readonly deadLetter?: string;
}

/** Header names on the bus; part of the topic's contract. */
export const envelopeHeader = {
  kind: "cap-kind",
  sourceKey: "cap-source-key",
  sourceIndex: "cap-source-index",
  receivedAt: "cap-received-at",
  deadLetter: "cap-dead-letter",
} as const;

/** The headers of an envelope. */
export function envelopeToHeaders(e: Envelope): Record<string, string> {
  const headers: Record<string, string> = {
    [envelopeHeader.kind]: e.kind,
    [envelopeHeader.sourceKey]: e.sourceKey,
    [envelopeHeader.sourceIndex]: String(e.sourceIndex),
    [envelopeHeader.receivedAt]: e.receivedAt,
  };
  if (e.deadLetter !== undefined) headers[envelopeHeader.deadLetter] = e.deadLetter;
  return headers;
}

/** An envelope as it is read: a newer release may have written a kind that this one does not know. */
export interface ReceivedEnvelope extends Omit<Envelope, "kind"> {
  /** {@link isEventKind} says whether anybody here understands the value. */
  readonly kind: string;
}

/** The envelope in a record's headers, or undefined when they are not an envelope's. */
export function envelopeFromHeaders(headers: Readonly<Record<string, string>>): ReceivedEnvelope | undefined {
  const kind = headers[envelopeHeader.kind];
  const sourceKey = headers[envelopeHeader.sourceKey];
  const sourceIndex = Number(headers[envelopeHeader.sourceIndex]);
  const receivedAt = headers[envelopeHeader.receivedAt];
  if (kind === undefined || sourceKey === undefined || receivedAt === undefined) return;
  if (!Number.isSafeInteger(sourceIndex)) return;
  const deadLetter = headers[envelopeHeader.deadLetter];
  const envelope = { kind, sourceKey, sourceIndex, receivedAt };
  return deadLetter === undefined ? envelope : { ...envelope, deadLetter };
}

/** How an event ends. Every event ends in exactly one of these: in = kept + dropped + dead-lettered. */
export type Outcome<T> = { readonly keep: T } | { readonly drop: string } | { readonly deadLetter: string };

/** Reason of a dead letter whose kind this release does not know; bronze says which it is. */
export const unknownKindReason = "unknown kind";

/** Reason of a dropped event whose id the lake already holds. */
export const duplicateReason = "duplicate";
