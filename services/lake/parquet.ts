import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { parquetMetadata, parquetReadObjects, type SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";

/** A column to write: its name in the schema and one value per row; null where the row has none. */
export interface ColumnValues {
  readonly name: string;
  readonly data: readonly unknown[];
}

const compressors = { ZSTD: (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes) };
const decompressors = { ZSTD: (bytes: Uint8Array): Uint8Array => zstdDecompressSync(bytes) };

/**
 * A Parquet file, zstd. The same input gives the same bytes: nothing of the clock or the machine goes in, so that a file
 * which is derived again replaces itself.
 */
export function writeParquet(
  schema: readonly SchemaElement[],
  columns: readonly ColumnValues[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const buffer = parquetWriteBuffer({
    schema: [...schema],
    columnData: columns.map(({ name, data }) => ({ name, data: [...data] })),
    codec: "ZSTD",
    compressors,
    createdBy: "cap",
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    rowGroupSize: 100_000,
  });
  return new Uint8Array(buffer);
}

/** The rows of a Parquet file; only these columns when they are named. */
export async function readParquet(bytes: Uint8Array, columns?: readonly string[]): Promise<Record<string, unknown>[]> {
  const file = asBuffer(bytes);
  return await parquetReadObjects({
    file,
    compressors: decompressors,
    ...(columns === undefined ? {} : { columns: [...columns] }),
  });
}

/** The key-value metadata in a Parquet file's footer. */
export function parquetKeyValues(bytes: Uint8Array): ReadonlyMap<string, string> {
  const pairs = parquetMetadata(asBuffer(bytes)).key_value_metadata ?? [];
  return new Map(pairs.map(({ key, value }) => [key, value ?? ""]));
}

/** hyparquet reads ArrayBuffers; bytes that are a window on a larger one are copied. */
function asBuffer(bytes: Uint8Array): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && byteOffset === 0 && byteLength === buffer.byteLength) return buffer;
  return bytes.slice().buffer as ArrayBuffer;
}
