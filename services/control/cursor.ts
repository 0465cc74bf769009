/** The last event of a page: the next page begins after it. */
export interface Position {
  /** Epoch milliseconds. */
  readonly time: number;
  readonly uid: string;
}

/** A position as an opaque text that fits a URL. */
export const toCursor = ({ time, uid }: Position): string =>
  Buffer.from(JSON.stringify([time, uid])).toString("base64url");

/** The position in a cursor; undefined when it is none of ours. */
export function fromCursor(cursor: string): Position | undefined {
  try {
    const [time, uid]: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString());
    return typeof uid === "string" && Number.isSafeInteger(time) ? { time: time as number, uid } : undefined;
  } catch {
    return undefined;
  }
}
