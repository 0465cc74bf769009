/** An object of the landing bucket that may have to be collected. */
export interface Candidate {
  readonly key: string;
  /** Empty when the notification had none: any receipt of the key counts then. */
  readonly etag: string;
  /** Bytes, as the notification or the listing says. */
  readonly size: number;
}

/** Most objects that are collected in one go. */
export const goObjects = 100;

/** CloudTrail's files are 10 to 15 times smaller than what they expand to. */
const expansion = 15;
const openedBytes = ({ key, size }: Candidate): number => (key.endsWith(".gz") ? size * expansion : size);

/**
 * Cuts candidates into goes of at most `maxBytes` of opened objects, as far as one can tell, in order: that bounds what
 * is in memory. An object larger than the limit goes alone.
 */
export function* goes(candidates: Iterable<Candidate>, maxBytes: number): Generator<readonly Candidate[]> {
  let go: Candidate[] = [];
  let bytes = 0;
  for (const candidate of candidates) {
    if (go.length > 0 && (go.length >= goObjects || bytes + openedBytes(candidate) > maxBytes)) {
      yield go;
      go = [];
      bytes = 0;
    }
    go.push(candidate);
    bytes += openedBytes(candidate);
  }
  if (go.length > 0) yield go;
}
