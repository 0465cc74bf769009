import { expect, test } from "vitest";
import { splitRecords } from "../../../services/events/split.ts";
import fc from "../../support/properties.ts";

const mebibyte = 1024 * 1024;
const split = (text: string) => splitRecords(Buffer.from(text), mebibyte);

/** A JSON text of the value, with the white space and the escapes that JSON allows anywhere. */
function written(value: unknown, space: string, escapes: boolean): string {
  const text = (v: unknown): string => {
    if (typeof v === "string") return escapes ? escaped(v) : JSON.stringify(v);
    if (Array.isArray(v)) return `[${space}${v.map(text).join(`${space},${space}`)}${space}]`;
    if (typeof v !== "object" || v === null) return JSON.stringify(v);
    return `{${space}${Object.entries(v)
      .map(([k, inner]) => `${text(k)}${space}:${space}${text(inner)}`)
      .join(`,${space}`)}${space}}`;
  };
  return `${space}${text(value)}${space}`;
}

const escaped = (text: string): string =>
  `"${Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, "0")}`).join("")}"`;

const documents = fc.record({
  document: fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()).chain((others) =>
    fc.record({
      others: fc.constant(others),
      Records: fc.array(fc.jsonValue({ stringUnit: "binary" })),
      first: fc.boolean(),
    }),
  ),
  space: fc.stringMatching(/^[ \t\r\n]{0,3}$/),
  escapes: fc.boolean(),
});

test("gives what JSON.parse gives, each record as it stands in the text", () => {
  fc.assert(
    fc.property(documents, ({ document: { others, Records, first }, space, escapes }) => {
      const rest = Object.fromEntries(Object.entries(others).filter(([key]) => key !== "Records"));
      const text = written(first ? { Records, ...rest } : { ...rest, Records }, space, escapes);
      const records = split(text);
      if ("deadLetter" in records) throw new Error(records.deadLetter);
      const want = (JSON.parse(text) as { Records: unknown[] }).Records;
      expect(records.map((r) => JSON.parse(r.toString()))).toEqual(want);
      for (const record of records) expect(text).toContain(record.toString());
    }),
    { numRuns: 500 },
  );
});

test("agrees with JSON.parse on what is JSON, whatever is cut out, doubled or put in", () => {
  const seed = '{"a":[1,{"b":"\\"}]"}],"Records":[{"x":"é\\\\"},[],{"y":{"z":null}},-1.5e3]}';
  const edits = fc.record({
    at: fc.nat(seed.length),
    cut: fc.nat(4),
    put: fc.constantFrom("", '"', "{", "}", "[", "]", ",", ":", "\\", " ", "1", "null", "é", '"Records":[]', "\u0000"),
  });
  fc.assert(
    fc.property(edits, ({ at, cut, put }) => {
      const text = seed.slice(0, at) + put + seed.slice(at + cut);
      let want: unknown;
      try {
        want = JSON.parse(text);
      } catch {
        want = undefined;
      }
      const records = split(text);
      const list = want !== undefined && typeof want === "object" && (want as { Records?: unknown } | null)?.Records;
      if (Array.isArray(list)) expect(records).toHaveLength(list.length);
      else expect(records).toHaveProperty("deadLetter");
      if (want === undefined) expect(records).toEqual({ deadLetter: "not JSON" });
    }),
    { numRuns: 3000 },
  );
});

test("never throws, whatever the bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const records = splitRecords(Buffer.from(bytes), mebibyte);
      expect("deadLetter" in records || Array.isArray(records)).toBe(true);
    }),
  );
});

test.each([
  ["[]", "no Records"],
  ["{}", "no Records"],
  ['{"records":[]}', "no Records"],
  ['{"Records":null}', "Records is not a list"],
  ['{"Records":[],"Records":{}}', "Records is not a list"],
  ['{"Records":[{}]', "not JSON"],
  ['{"Records":[{}]}x', "not JSON"],
  ['{"Records":[{},]}', "not JSON"],
  ['{"Records":[{"a":01}]}', "not JSON"],
  ["", "not JSON"],
])("%s: %s", (text, deadLetter) => {
  expect(split(text)).toEqual({ deadLetter });
});

test("a record above the checked size is delimited all the same", () => {
  const large = `{"a":"${"x".repeat(100)}"}`;
  expect(splitRecords(Buffer.from(`{"Records":[1,${large},2]}`), 50).toString()).toBe(`1,${large},2`);
});

test("ten thousand levels of nesting do no harm", () => {
  const deep = "[".repeat(10_000) + "]".repeat(10_000);
  expect(split(`{"Records":[${deep}]}`)).toHaveLength(1);
});
