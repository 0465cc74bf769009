/**
 * The envelope every raw event travels in. On the bus the record's value is the raw event, byte for byte as it arrived;
 * the envelope travels in the record's headers, so that nothing has to be escaped, parsed or copied on the way.
 */
export interface Envelope {
  /** Which decoder understands the value. */
  readonly kind: "cloudtrail";
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

/** The envelope in a record's headers, or undefined when they are not an envelope's. */
export function envelopeFromHeaders(headers: Readonly<Record<string, string>>): Envelope | undefined {
  const { kind, sourceKey, sourceIndex, receivedAt, deadLetter } = envelopeHeader;
  const index = Number(headers[sourceIndex]);
  const key = headers[sourceKey];
  const at = headers[receivedAt];
  if (headers[kind] !== "cloudtrail" || key === undefined || at === undefined || !Number.isSafeInteger(index)) return;
  const reason = headers[deadLetter];
  const envelope: Envelope = { kind: "cloudtrail", sourceKey: key, sourceIndex: index, receivedAt: at };
  return reason === undefined ? envelope : { ...envelope, deadLetter: reason };
}

/** How an event ends. Every event ends in exactly one of these: in = kept + dropped + dead-lettered. */
export type Outcome<T> = { readonly keep: T } | { readonly drop: string } | { readonly deadLetter: string };

/** Reason of a dropped event whose id the lake already holds. */
export const duplicateReason = "duplicate";
