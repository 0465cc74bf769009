/** An object of the landing bucket that may have to be collected. */
export interface Candidate {
  readonly key: string;
  /** Empty when the notification had none: any receipt of the key counts then. */
  readonly etag: string;
  /** Bytes, as the notification or the listing says. */
  readonly size: number;
}

/** Bounds of what is collected in one go: one send, one write of receipts. */
export const goLimit = { objects: 100, bytes: 32 * 1024 * 1024 } as const;

/** Cuts candidates into goes, in order; an object larger than the limit goes alone. */
export function* goes(candidates: Iterable<Candidate>): Generator<readonly Candidate[]> {
  let go: Candidate[] = [];
  let bytes = 0;
  for (const candidate of candidates) {
    if (go.length > 0 && (go.length >= goLimit.objects || bytes + candidate.size > goLimit.bytes)) {
      yield go;
      go = [];
      bytes = 0;
    }
    go.push(candidate);
    bytes += candidate.size;
  }
  if (go.length > 0) yield go;
}
