import { crc32 } from "node:zlib";
import type { ProgramFile } from "./bundle.ts";

/** 1980-01-01, the oldest date a zip can tell: the same content has to give the same bytes on any day. */
const date = 0x0021;
/** Not compressed: what zlib makes of the same bytes differs between processors, and the hash would with it. */
const stored = 0;
const version = 20;
/** Regular file, readable by all. */
const attributes = 0o100644;
const madeOnUnix = 0x0314;

/** A zip of a few files, byte for byte the same for the same files on any machine. APPNOTE.TXT 4.3 of PKWARE; no zip64, no folders. */
export function zip(files: readonly ProgramFile[]): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const name = Buffer.from(file.path);
    const facts = entryFacts(file, name);
    const local = Buffer.concat([numbers([4, 0x04034b50]), facts, numbers([2, 0]), name, file.content]);
    directory.push(
      Buffer.concat([
        numbers([4, 0x02014b50], [2, madeOnUnix]),
        facts,
        // No extra field, comment, second disk or internal attributes; then the mode, and where the file begins.
        numbers([2, 0], [2, 0], [2, 0], [2, 0], [4, attributes * 0x10000], [4, at]),
        name,
      ]),
    );
    parts.push(local);
    at += local.length;
  }
  const index = Buffer.concat(directory);
  const count = files.length;
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, index.length], [4, at], [2, 0]);
  return Buffer.concat([...parts, index, end]);
}

/** What a file's own header and its entry in the directory both say, up to the length of the name. */
const entryFacts = (file: ProgramFile, name: Buffer): Buffer =>
  numbers(
    [2, version],
    [2, 0],
    [2, stored],
    [2, 0],
    [2, date],
    [4, crc32(file.content)],
    [4, file.content.length],
    [4, file.content.length],
    [2, name.length],
  );

/** Little-endian numbers, each with its width in bytes. */
function numbers(...of: readonly (readonly [width: 2 | 4, value: number])[]): Buffer {
  const bytes = Buffer.alloc(of.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of of) at = bytes.writeUIntLE(value, at, width);
  return bytes;
}
