import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decode } from "../../../services/events/index.ts";
import fc from "../../support/properties.ts";

const file = (records: readonly unknown[]): Buffer => Buffer.from(JSON.stringify({ Records: records }));

test("a file gives its events byte for byte, gzip or plain", () => {
  fc.assert(
    fc.property(fc.array(fc.object()), fc.boolean(), (records, zip) => {
      const decoded = decode(zip ? gzipSync(file(records)) : file(records));
      if ("deadLetter" in decoded) throw new Error(decoded.deadLetter);
      expect(decoded.events.map(String)).toEqual(records.map((r) => JSON.stringify(r)));
    }),
  );
});

test("a file of several gzip members is one file", () => {
  const text = file([{ a: 1 }, { b: 2 }]);
  const zipped = Buffer.concat([gzipSync(text.subarray(0, 9)), gzipSync(text.subarray(9))]);
  expect(decode(zipped)).toHaveProperty("events.length", 2);
});

test("a byte order mark is no part of the text", () => {
  expect(decode(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), file([{}])]))).toHaveProperty("events.length", 1);
});

const zipped = gzipSync(file([{ eventID: "1".repeat(500) }]));
const flipped = Buffer.from(zipped);
flipped[12] = 0xff;

test.each<[string, Buffer, string]>([
  ["a truncated gzip", zipped.subarray(0, zipped.length - 9), "truncated gzip"],
  ["a gzip of which only the magic is there", zipped.subarray(0, 2), "truncated gzip"],
  ["a corrupt gzip", flipped, "corrupt gzip"],
  ["a text that is not JSON", Buffer.from("hello"), "not JSON"],
  ["bytes that are not UTF-8", Buffer.from([0x7b, 0xff, 0x7d]), "not UTF-8"],
  ["nothing", Buffer.alloc(0), "empty"],
  ["a digest file", Buffer.from('{"awsAccountId":"1","logFiles":[]}'), "no Records"],
])("%s is one dead letter", (_, bytes, deadLetter) => {
  expect(decode(bytes)).toEqual({ deadLetter });
});

test("a gzip that expands beyond the limit is not expanded", () => {
  const bomb = gzipSync(Buffer.alloc(10_000_000, " "));
  expect(decode(bomb, { expandedBytes: 1_000_000 })).toEqual({
    deadLetter: "larger than 1000000 bytes when expanded",
  });
});

test("never throws, whatever the bytes, behind the magic of gzip or not", () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.boolean(), (bytes, magic) => {
      const decoded = decode(magic ? Buffer.concat([Buffer.from([0x1f, 0x8b]), bytes]) : bytes);
      expect(Object.keys(decoded)).toHaveLength(1);
    }),
  );
});
