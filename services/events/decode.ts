import { isUtf8 } from "node:buffer";
import { gunzipSync } from "node:zlib";
import { topics } from "../../contracts/topics.ts";
import { splitRecords } from "./split.ts";

/** Bounds of {@link decode}. */
export interface DecodeLimits {
  /** Largest expanded object, bytes. @default - 128 MiB; CloudTrail's own files expand to a few MiB. */
  readonly expandedBytes?: number;
}

/** The events of an object, each as the exact bytes it came in, or why the object has none. */
export type Decoded = { readonly events: readonly Buffer[] } | { readonly deadLetter: string };

const defaultExpandedBytes = 128 * 1024 * 1024;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Opens a CloudTrail file: gzip or plain, `{"Records":[…]}`. The events are windows on the expanded text, nothing is
 * copied or written anew; whether an event is what it should be is for `identify` to say. Holds at most the expanded
 * object and the value of one record of the topic's size.
 */
export function decode(bytes: Uint8Array, limits: DecodeLimits = {}): Decoded {
  const most = limits.expandedBytes ?? defaultExpandedBytes;
  const expanded = expand(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), most);
  if ("deadLetter" in expanded) return expanded;
  if (expanded.length === 0) return { deadLetter: "empty" };
  if (!isUtf8(expanded)) return { deadLetter: "not UTF-8" };
  const text = expanded.subarray(0, 3).equals(byteOrderMark) ? expanded.subarray(3) : expanded;
  const records = splitRecords(text, topics.securityEvents.maxRecordBytes);
  return "deadLetter" in records ? records : { events: records };
}

function expand(bytes: Buffer, most: number): Buffer | { readonly deadLetter: string } {
  const tooLarge = { deadLetter: `larger than ${most} bytes when expanded` };
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.length > most ? tooLarge : bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ERR_BUFFER_TOO_LARGE") return tooLarge;
    if (code === "Z_BUF_ERROR") return { deadLetter: "truncated gzip" };
    if (code === "Z_DATA_ERROR") return { deadLetter: "corrupt gzip" };
    throw cause;
  }
}
