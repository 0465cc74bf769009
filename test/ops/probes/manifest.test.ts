import { expect, test } from "vitest";
import { z } from "zod";
import { readPart } from "../../../ops/probes/manifest.ts";

const schema = z.object({ commit: z.string(), vpc: z.string() });
const read = (Value?: string) => readPart("/cap/local/manifest/x", Value === undefined ? undefined : { Value }, schema);

test("a part that fits its contract is read", () => {
  const modified = new Date(0);
  const stored = { Value: '{"commit":"a","vpc":"v"}', LastModifiedDate: modified };
  expect(readPart("x", stored, schema)).toEqual({
    name: "x",
    manifest: { commit: "a", vpc: "v" },
    modifiedAt: modified,
  });
});

test("a part that is missing, not JSON or not as agreed says so", () => {
  expect(read()).toMatchObject({ problem: "there is none" });
  expect(read("{")).toMatchObject({ problem: "not JSON" });
  expect(read('{"commit":1}')).toMatchObject({ problem: expect.stringMatching(/commit: .*; vpc: /) });
});
