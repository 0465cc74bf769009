import type { BusRecord, StoredRecord } from "./port.ts";

// A row of the embedded bus holds many records: per record three lengths (unsigned 32 bit, little endian), then key
// (UTF-8), headers (JSON, UTF-8) and value. Rows are cut so that reading a few records never decodes megabytes.
const headBytes = 12;
const mostRecords = 500;
const mostBytes = 1_048_576;

/** Records that go into one row. */
export interface RecordRow {
  readonly count: number;
  readonly body: Uint8Array;
}

interface Encoded {
  readonly key: Buffer;
  readonly headers: Buffer;
  readonly value: Uint8Array;
}

const sizeOf = (e: Encoded): number => headBytes + e.key.length + e.headers.length + e.value.length;

function join(records: readonly Encoded[], bytes: number): RecordRow {
  const body = Buffer.allocUnsafe(bytes);
  let at = 0;
  for (const { key, headers, value } of records) {
    at = body.writeUInt32LE(key.length, at);
    at = body.writeUInt32LE(headers.length, at);
    at = body.writeUInt32LE(value.length, at);
    for (const part of [key, headers, value]) {
      body.set(part, at);
      at += part.length;
    }
  }
  return { count: records.length, body };
}

/** Cuts records into rows, in order. */
export function encodeRows(records: readonly BusRecord[]): RecordRow[] {
  const rows: RecordRow[] = [];
  let open: Encoded[] = [];
  let bytes = 0;
  for (const { key, headers, value } of records) {
    const encoded = { key: Buffer.from(key), headers: Buffer.from(JSON.stringify(headers)), value };
    if (open.length === mostRecords || (open.length > 0 && bytes + sizeOf(encoded) > mostBytes)) {
      rows.push(join(open, bytes));
      open = [];
      bytes = 0;
    }
    open.push(encoded);
    bytes += sizeOf(encoded);
  }
  if (open.length > 0) rows.push(join(open, bytes));
  return rows;
}

/** The records of a row from offset `from` on, at most `most`; `first` is the offset of the row's first record. */
export function decodeRow(
  body: Uint8Array,
  first: number,
  timestamp: number,
  from: number,
  most: number,
): StoredRecord[] {
  const buffer = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const records: StoredRecord[] = [];
  let offset = first;
  for (let at = 0; at < buffer.length && records.length < most; offset++) {
    const keyAt = at + headBytes;
    const headersAt = keyAt + buffer.readUInt32LE(at);
    const valueAt = headersAt + buffer.readUInt32LE(at + 4);
    at = valueAt + buffer.readUInt32LE(at + 8);
    if (offset < from) continue;
    records.push({
      offset,
      timestamp,
      key: buffer.toString("utf8", keyAt, headersAt),
      headers: JSON.parse(buffer.toString("utf8", headersAt, valueAt)),
      value: body.subarray(valueAt, at),
    });
  }
  return records;
}
