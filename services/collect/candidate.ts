/** An object of the landing bucket that may have to be collected. */
export interface Candidate {
  readonly key: string;
  /** Empty when the notification had none: any receipt of the key counts then. */
  readonly etag: string;
  /** Bytes, as the notification or the listing says. */
  readonly size: number;
}

/** Bounds of what is collected in one go, so of what is in memory: bytes of opened objects, as far as one can tell. */
export const goLimit = { objects: 100, bytes: 64 * 1024 * 1024 } as const;

/** CloudTrail's files are 10 to 15 times smaller than what they expand to. */
const expansion = 15;
const openedBytes = ({ key, size }: Candidate): number => (key.endsWith(".gz") ? size * expansion : size);

/** Cuts candidates into goes, in order; an object larger than the limit goes alone. */
export function* goes(candidates: Iterable<Candidate>): Generator<readonly Candidate[]> {
  let go: Candidate[] = [];
  let bytes = 0;
  for (const candidate of candidates) {
    if (go.length > 0 && (go.length >= goLimit.objects || bytes + openedBytes(candidate) > goLimit.bytes)) {
      yield go;
      go = [];
      bytes = 0;
    }
    go.push(candidate);
    bytes += openedBytes(candidate);
  }
  if (go.length > 0) yield go;
}
